// Eleventy's settings: equal pages, lists of 20 by category and year, a feed and a site map.
const ROWS = 20;

const byDate = (api) => api.getFilteredByTag("doc").sort((one, other) => other.date - one.date);

function pagesOf(kind, key, name, documents) {
  const groups = Map.groupBy ? Map.groupBy(documents, (one) => one.data[key]) : grouped(documents, key);
  const pages = [];
  for (const [slug, rows] of groups) {
    const total = Math.ceil(rows.length / ROWS);
    const url = (number) => (number === 1 ? `/${kind}/${slug}/` : `/${kind}/${slug}/page/${number}/`);
    for (let number = 1; number <= total; number++) {
      pages.push({
        kind, number, total, url: url(number), name: String(rows[0].data[name]),
        rows: rows.slice((number - 1) * ROWS, number * ROWS),
        before: number > 1 && url(number - 1), behind: number < total && url(number + 1),
      });
    }
  }
  return pages;
}

function grouped(documents, key) {
  const groups = new Map();
  for (const one of documents) {
    if (!groups.has(one.data[key])) groups.set(one.data[key], []);
    groups.get(one.data[key]).push(one);
  }
  return groups;
}

export default function (settings) {
  settings.addGlobalData("site", { title: "示例省政府信息公开", url: "https://www.example.gov.cn" });
  settings.addFilter("day", (date) => date.toISOString().slice(0, 10));
  settings.addFilter("words", (date) => date.toISOString().replace(/^(\d+)-(\d+)-(\d+).*/, "$1年$2月$3日"));
  settings.addFilter("rfc822", (date) => date.toUTCString());
  settings.addCollection("newest", (api) => byDate(api).slice(0, ROWS));
  settings.addCollection("lists", (api) => [
    ...pagesOf("category", "category", "category_name", byDate(api)),
    ...pagesOf("year", "year", "year", byDate(api)),
  ]);
  return {
    markdownTemplateEngine: false, templateFormats: ["md", "njk"],
    dir: { input: "texts", output: "../eleventy-output", includes: "_includes" },
  };
}
