// The URLs of a registry as they are called and as they are shown.

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

/** `undefined` for what cannot be called. */
export function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return isHttp(url) ? url : undefined;
}

/** Without user and password, which are taken out and never shown. */
export function withoutUser(from: URL): { url: URL; userInfo: string } {
  const url = new URL(from);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url, userInfo: both === ':' ? '' : both };
}

/** For results and messages. */
export const shownUrl = (text: string): string =>
  /\/\/[^/]*@/.test(text) && URL.canParse(text) ? withoutUser(new URL(text)).url.href : text;
