// Names of JavaScript for names of the language: the same where that can be, else with a number behind.

const WORDS =
  `arguments as async await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for from function get if implements import in instanceof interface let new null of package
  private protected public return set static super switch this throw true try typeof undefined var void while with yield
  NaN Infinity Object Value CompiledClass args error here home self tt`.split(/\s+/);

export class Identifiers {
  readonly #taken = new Set(WORDS);

  /** One that this method does not have yet. */
  fresh(name: string): string {
    const plain = name.replace(/\W/g, '_');
    let identifier = plain;
    for (let count = 2; this.#taken.has(identifier); count++) identifier = `${plain}${count}`;
    this.#taken.add(identifier);
    return identifier;
  }
}
