/**
 * Add a note where the reader's day has passed a date that the page printed.
 *
 * The page says what was so on the day it was made. This module never changes
 * that: it adds a sentence below it. The element carries ISO days:
 * data-status with data-from and data-until for the status of a text,
 * data-opens and data-closes for a consultation.
 */

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000; // no summer time since 1992

const NOTES = {
  began: "按公布的日期，本文件已开始施行，请以最新公布为准。",
  ended: "按公布的日期，本文件有效期已满，请以最新公布为准。",
  resumed: "按公布的日期，停止执行的期限已满，请以最新公布为准。",
};

/**
 * The calendar day in Asia/Shanghai.
 *
 * @param {number} instant milliseconds since 1970
 * @returns {string} ISO day
 */
export function shanghaiDay(instant) {
  return new Date(instant + SHANGHAI).toISOString().slice(0, 10);
}

/**
 * What a reader should know on `day` about a status printed earlier. ISO days
 * compare as text.
 *
 * @param {string} status not-yet, in-force, partial, suspended, historic, lapsed, repealed
 * @param {string | undefined} from first day of force
 * @param {string | undefined} until last day of the status
 * @param {string} day
 * @returns {"began" | "ended" | "resumed" | null}
 */
export function statusNote(status, from, until, day) {
  const past = until !== undefined && day > until;
  if (status === "not-yet") {
    if (past) return "ended";
    return from !== undefined && day >= from ? "began" : null;
  }
  if (!past) return null;
  if (status === "suspended") return "resumed";
  return status === "in-force" || status === "partial" ? "ended" : null;
}

/**
 * What a reader should know on `day` about a consultation; both its first and
 * its last day belong to it.
 *
 * @param {string} opens ISO day
 * @param {string} closes ISO day
 * @param {string} day ISO day
 * @returns {string}
 */
export function consultationNote(opens, closes, day) {
  if (day < opens) return "征求意见尚未开始。";
  if (day > closes) return "征求意见已截止。";
  const left = Math.round((Date.parse(closes) - Date.parse(day)) / DAY);
  return left === 0 ? "今天是征求意见的最后一天。" : `距离截止还剩${left}天。`;
}

/** @param {HTMLElement} element */
export function enhance(element) {
  const { status, from, until, opens, closes } = element.dataset;
  const day = shanghaiDay(Date.now());
  const words = closes
    ? consultationNote(opens, closes, day)
    : NOTES[statusNote(status, from, until, day)];
  if (!words) return;
  const note = document.createElement("p");
  note.className = "date-note";
  note.textContent = words;
  element.append(note);
}
