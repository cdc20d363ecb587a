// The command that an error names as its repair: what stands behind `hint: `, up to a bracket or an alternative.

/** Throws when there is none. */
export function repairOf(stderr: string): string {
  const repair = /^hint: (.+?)(?: \(| *, or |$)/m.exec(stderr)?.[1];
  if (repair === undefined) throw new Error(`no hint in: ${stderr}`);
  return repair;
}
