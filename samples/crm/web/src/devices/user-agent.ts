export interface Device {
  /** "Chromium on Linux". */
  readonly name: string;
  readonly kind: 'computer' | 'phone' | 'program';
}

/** The order matters: each user agent also contains names of those below it. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\bElectron\//, 'A desktop app'],
  [/\b(HeadlessChrome|Chromium)\//, 'Chromium'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];

const systems: readonly [RegExp, string, Device['kind']][] = [
  [/\biPhone\b/, 'iPhone', 'phone'],
  [/\biPad\b/, 'iPad', 'phone'],
  [/\bAndroid\b/, 'Android', 'phone'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS', 'computer'],
  [/\bCrOS\b/, 'ChromeOS', 'computer'],
  [/\bLinux\b/, 'Linux', 'computer'],
];

/** A name for the device, guessed from its user agent, which may contain anything. */
export function deviceOf(userAgent: string): Device {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [, system, kind] = systems.find(([pattern]) => pattern.test(userAgent)) ?? [];
  if (browser)
    return { name: system ? `${browser} on ${system}` : browser, kind: kind ?? 'computer' };
  const program = /^[A-Za-z][\w .-]*(?=\/|$)/.exec(userAgent)?.[0];
  if (program && program !== 'Mozilla') return { name: program, kind: 'program' };
  return {
    name: system ? `A program on ${system}` : 'An unknown program',
    kind: kind ?? 'program',
  };
}
