/**
 * When a kiosk takes its reader for gone.
 */

export const WARNING = 20; // seconds before the end

/**
 * @param {number | null} touched when the screen was last touched, in milliseconds; null: nobody came yet
 * @param {number} now in milliseconds
 * @param {number} minutes without a touch until the kiosk goes back to the start
 * @returns {{state: "used" | "warning" | "over", seconds: number}} seconds left until the end
 */
export function idleness(touched, now, minutes) {
  if (touched === null) return { state: "used", seconds: minutes * 60 };
  const seconds = Math.max(0, Math.ceil(minutes * 60 - (now - touched) / 1000));
  if (seconds === 0) return { state: "over", seconds };
  return { state: seconds <= WARNING ? "warning" : "used", seconds };
}
