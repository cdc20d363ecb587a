// Ids of objects: the class in small letters, then a UUID.

/** `MyApp::Counter` becomes `myapp_counter_<uuid>`. */
export const newId = (className: string): string =>
  `${className.toLowerCase().replaceAll('::', '_')}_${crypto.randomUUID()}`;

export const now = (): string => String(Math.floor(Date.now() / 1000));
