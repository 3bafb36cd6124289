// Proxies of Debian on the shortest configuration that their documentation shows: their files, and how they are started.
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianVersion, outputOf } from '../running.mjs';

const isRoot = process.getuid() === 0;
const modules = '/usr/lib/apache2/modules';

/** A proxy of a Debian package. */
const debian = (name, packageName, start, notes = {}) => ({
  name,
  version: () => debianVersion(packageName),
  missing: `apt-get install ${packageName}`,
  start,
  notes,
});

const nginx = ({ folder, port, backEnd }) => ({
  files: {
    'nginx.conf': `
daemon off;
pid nginx.pid;
${isRoot ? 'user root;' : ''}
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${backEnd};
    }
  }
}
`,
  },
  command: ['nginx', '-p', `${folder}/`, '-c', 'nginx.conf', '-e', 'stderr'],
});

const apache = ({ folder, port, backEnd }) => ({
  files: {
    'apache.conf': `
ServerRoot ${folder}
${['mpm_event', 'authz_core', 'proxy', 'proxy_http'].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${port}
ServerName localhost
PidFile apache.pid
ErrorLog error.log
Mutex pthread
${isRoot ? 'User www-data' : ''}
ProxyPass / http://127.0.0.1:${backEnd}/
ProxyPassReverse / http://127.0.0.1:${backEnd}/
`,
  },
  command: ['apache2', '-d', folder, '-f', 'apache.conf', '-D', 'FOREGROUND'],
});

// Debian's own time limits: HAProxy wants some.
const haproxy = ({ port, backEnd }) => ({
  files: {
    'haproxy.cfg': `
defaults
  mode http
  timeout connect 5000
  timeout client 50000
  timeout server 50000
frontend pages
  bind 127.0.0.1:${port}
  default_backend server
backend server
  server server 127.0.0.1:${backEnd}
`,
  },
  command: ['haproxy', '-db', '-f', 'haproxy.cfg'],
});

const varnish = ({ folder, port, backEnd }) => ({
  command: [
    ...['varnishd', '-F', '-b', `127.0.0.1:${backEnd}`, '-a', `127.0.0.1:${port}`],
    ...['-n', join(folder, 'varnish'), '-s', 'malloc,16m', ...(isRoot ? ['-j', 'none'] : [])],
  ],
});

function squid({ folder, port, backEnd }) {
  // As root it works as another user.
  chmodSync(folder, 0o777);
  return {
    files: {
      'squid.conf': `
http_port 127.0.0.1:${port} accel defaultsite=localhost no-vhost
cache_peer 127.0.0.1 parent ${backEnd} 0 no-query originserver name=server
http_access allow all
cache_peer_access server allow all
pid_filename ${folder}/squid.pid
cache_log ${folder}/cache.log
access_log none
coredump_dir ${folder}
shutdown_lifetime 1 seconds
`,
    },
    // Its shared memory has the name of the service.
    command: ['squid', '-N', '-n', `tandem${port}`, '-f', join(folder, 'squid.conf')],
  };
}

const lighttpd = ({ folder, port, backEnd }) => ({
  files: {
    'lighttpd.conf': `
server.document-root = "${folder}"
server.bind = "127.0.0.1"
server.port = ${port}
server.modules = ("mod_proxy")
proxy.server = ("" => (("host" => "127.0.0.1", "port" => ${backEnd})))
`,
  },
  command: ['lighttpd', '-D', '-f', 'lighttpd.conf'],
});

const caddy = ({ port, backEnd }) => ({
  files: {
    Caddyfile: `
{
  admin off
}
http://127.0.0.1:${port}, http://localhost:${port} {
  reverse_proxy 127.0.0.1:${backEnd}
}
`,
  },
  command: ['caddy', 'run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
});

const nghttpx = ({ port, backEnd }) => ({
  command: [
    ...['nghttpx', '--conf=/dev/null', `--frontend=127.0.0.1,${port};no-tls`],
    ...[`--backend=127.0.0.1,${backEnd}`, '--workers=1', '--errorlog-file=error.log'],
  ],
});

const trafficServer = ({ folder, port, backEnd }) => ({
  files: {
    // Where Debian's program looks for what it needs, and keeps what it writes.
    'runroot.yaml': `
prefix: /usr
exec_prefix: /usr
bindir: /usr/bin
sbindir: /usr/sbin
includedir: /usr/include
libdir: /usr/lib/trafficserver
libexecdir: /usr/lib/trafficserver/modules
sysconfdir: ${folder}
datadir: ${folder}
localstatedir: ${folder}
runtimedir: ${folder}
logdir: ${folder}
cachedir: ${folder}
`,
    'records.config': readFileSync('/etc/trafficserver/records.config'),
    'remap.config': `map / http://127.0.0.1:${backEnd}/\n`,
    'storage.config': `${folder} 32M\n`,
    'ip_allow.yaml': `
ip_allow:
  - apply: in
    ip_addrs: 127.0.0.1
    action: allow
    methods: ALL
`,
  },
  command: ['traffic_server', `--run-root=${folder}/runroot.yaml`],
  environment: {
    PROXY_CONFIG_HTTP_SERVER_PORTS: `${port}:ip-in=127.0.0.1`,
    PROXY_CONFIG_ADMIN_USER_ID: '#-1',
  },
});

export const debianProxies = [
  debian('nginx', 'nginx', nginx),
  debian('Apache', 'apache2', apache, { firstByte: '; Debian: 300 s' }),
  debian('HAProxy', 'haproxy', haproxy, { firstByte: ' (as configured)' }),
  debian('Varnish', 'varnish', varnish),
  debian('Squid', 'squid', squid),
  debian('lighttpd', 'lighttpd', lighttpd),
  debian('Caddy', 'caddy', caddy),
  debian('nghttpx', 'nghttp2-proxy', nghttpx),
  {
    ...debian('Traffic Server', 'trafficserver', trafficServer),
    // Debian's number is not the program's.
    version: () => /Traffic Server (\d[\d.]*)/.exec(outputOf('traffic_server', ['--version']))?.[1],
  },
];
