// The clients, and how each runs its script.
import { debianVersion } from '../running.mjs';

const jars = (names) => names.map((name) => `/usr/share/java/${name}.jar`).join(':');

const debian = (name, packageName, script, command, setting = '') => ({
  name,
  version: () => debianVersion(packageName),
  missing: packageName,
  script,
  command,
  setting,
});

const java = (classPath) => ['java', '--class-path', jars(classPath)];
const four = ['httpclient', 'httpcore', 'commons-logging', 'commons-codec'];
const python = ['/usr/bin/python3'];

export const clients = [
  {
    name: 'Node.js `fetch` alone',
    version: () => process.versions.node,
    script: 'fetch.mjs',
    command: ['node'],
    setting: 'a jar, or `"delivery": "body"`',
  },
  debian('Apache HttpClient', 'libhttpclient-java', 'HttpClient4.java', [
    ...java(four),
    '-Dspec=default',
  ]),
  debian(
    'Apache HttpClient',
    'libhttpclient-java',
    'HttpClient4.java',
    [...java(four), '-Dspec=standard'],
    '`CookieSpecs.STANDARD`',
  ),
  debian(
    'Apache HttpClient',
    'libhttpclient5-java',
    'HttpClient5.java',
    java(['httpclient5', 'httpcore5', 'httpcore5-h2', 'slf4j-api', 'slf4j-nop']),
  ),
  debian('Perl HTTP::CookieJar', 'libhttp-cookiejar-perl', 'cookiejar.pl', ['perl']),
  debian('Symfony BrowserKit', 'php-symfony-browser-kit', 'browser-kit.php', ['php']),
  debian('libsoup', 'gir1.2-soup-3.0', 'libsoup.py', python),
  debian('Qt', 'libqt5network5', 'qt.py', python),
];
