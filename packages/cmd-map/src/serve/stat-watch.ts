// Asks for the time and size of every file and directory.
import { stampOf, type Survey } from '#sources';
import type { Watch } from './watch.ts';

export class StatWatch implements Watch {
  readonly #survey: Survey;
  readonly #wasSettled: boolean;

  constructor(survey: Survey) {
    this.#survey = survey;
    this.#wasSettled = Date.now() > survey.settledAt;
  }

  hasChanged(): boolean {
    if (!this.#wasSettled) return true;
    for (const [path, { text }] of this.#survey.stamps)
      if (stampOf(path).text !== text) return true;
    return false;
  }

  close(): void {
    // It holds nothing.
  }
}
