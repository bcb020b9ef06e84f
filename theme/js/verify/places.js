/** The provisions of a document of the lists. gongkai/text/agreement.py writes them (`places`). */

const DIGITS = "零一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];

/** @param {number} number from 1 to 9999 */
export function numeral(number) {
  const digits = [...String(number)].map(Number);
  let words = "";
  for (const [place, digit] of digits.entries()) {
    if (digit) words += DIGITS[digit] + UNITS[digits.length - 1 - place];
    else if (!words.endsWith("零")) words += "零";
  }
  return words.replace(/零$/, "").replace(/^一十/, "十");
}

/**
 * @param {string} places "0=第一章 0 2 1 0:7": how many sentences each begins after the one before,
 *   and its number; an article is the next one, or the one of a number
 * @returns {[number, string][]} the sentence each provision begins in, and its number
 */
export function placesOf(places) {
  let sentence = 0;
  let article = 0;
  return places.split(" ").filter(Boolean).map((said) => {
    const [, gap, sign, words] = /^(\d+)([=:]?)(.*)$/su.exec(said);
    sentence += Number(gap);
    if (sign === "=") return [sentence, words];
    article = sign ? Number(words) : article + 1;
    return [sentence, `第${numeral(article)}条`];
  });
}
