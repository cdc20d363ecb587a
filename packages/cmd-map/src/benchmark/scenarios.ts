// What the benchmark is about: projects of four sizes, as the protocol's plan names them.

export interface Scenario {
  name: string;
  families: number;
  /** Of a family, the fewest and the most. */
  overloads: readonly [number, number];
}

const OVERLOADS = {
  small: [3, 5],
  medium: [5, 10],
  large: [10, 20],
  enterprise: [20, 50],
} as const;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'small', families: 10, overloads: OVERLOADS.small },
  { name: 'medium', families: 100, overloads: OVERLOADS.medium },
  { name: 'large', families: 1000, overloads: OVERLOADS.large },
  { name: 'enterprise', families: 10_000, overloads: OVERLOADS.enterprise },
];

/** A project with so many families, with families as large as those of the scenario that is no smaller. */
export function scenarioOf(families: number): Scenario {
  const alike = SCENARIOS.find((each) => families <= each.families) ?? SCENARIOS.at(-1);
  return { name: `${families} families`, families, overloads: alike?.overloads ?? [20, 50] };
}

/** Families differ in size, from the fewest to the most. */
export const sizeOf = ({ overloads: [fewest, most] }: Scenario, family: number): number =>
  fewest + (family % (most - fewest + 1));

export const overloadsOf = (scenario: Scenario): number =>
  Array.from({ length: scenario.families }, (_, at) => sizeOf(scenario, at)).reduce(
    (sum, size) => sum + size,
    0,
  );
