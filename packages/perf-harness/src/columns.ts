// Text in columns, shared by the reports: they are read in the log of a build, in a fixed-width font.

/** Milliseconds with two decimals, '-' when there is no number. */
export function figure(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '-';
}

/** Lines of columns two blanks apart; the first one starts at the left, the others end at the right. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
