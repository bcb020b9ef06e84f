// What all documents have in common.
export default { layout: "doc.njk", tags: ["doc"], permalink: (one) => `/docs/${one.id}/` };
