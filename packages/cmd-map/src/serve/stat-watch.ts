// Asks for the time and size of every file and directory: once for all questions that are there at one moment.
import { stampOf, type Survey } from '#sources';
import type { Watch } from './watch.ts';

export class StatWatch implements Watch {
  readonly #survey: Survey;
  readonly #wasSettled: boolean;
  /** The answer for the questions of this turn of the event loop: all of them were there when it was found. */
  #answer: boolean | undefined;

  constructor(survey: Survey) {
    this.#survey = survey;
    this.#wasSettled = Date.now() > survey.settledAt;
  }

  hasChanged(): boolean {
    if (this.#answer === undefined) {
      this.#answer = this.#look();
      setImmediate(() => (this.#answer = undefined));
    }
    return this.#answer;
  }

  #look(): boolean {
    if (!this.#wasSettled) return true;
    for (const [path, text] of this.#survey.stamps) if (stampOf(path).text !== text) return true;
    return false;
  }

  close(): void {
    // It holds nothing.
  }
}
