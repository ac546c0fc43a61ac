/** The first rows of a text with values between commas, semicolons or tabs, as RFC 4180 quotes them. */
export function csvRows(text: string, limits: { rows: number; columns: number }): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endField = () => {
    if (row.length < limits.columns) row.push(field);
    field = "";
  };
  const endRow = () => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < limits.rows; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && field === "") quoted = true;
    else if (letter === separator) endField();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") field += letter;
  }
  if (rows.length < limits.rows && (field !== "" || row.length > 0)) endRow();
  return rows;
}

/** The one that the first line has most of. */
function separatorOf(text: string): string {
  const line = text.slice(0, 10_000).split("\n", 1)[0] ?? "";
  const count = (separator: string) => line.split(separator).length;
  return ["\t", ";", ","].reduce((best, next) => (count(next) > count(best) ? next : best));
}
