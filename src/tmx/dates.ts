/** TMX's form of a date, `YYYYMMDDThhmmssZ`, as ISO 8601; anything else as it is. */
export function isoDate(text: string): string {
  const match = /^\s*(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z?\s*$/i.exec(text);
  if (match === null) return text;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return Number.isNaN(Date.parse(iso)) ? text : iso;
}

/** An ISO date in TMX's form, to the second; undefined for what is no date. */
export function tmxDate(text: string): string | undefined {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return /^\d{8}T\d{6}Z$/.test(text) ? text : undefined;
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
