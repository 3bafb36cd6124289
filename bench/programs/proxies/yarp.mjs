// YARP on the shortest configuration that its documentation shows.
import { existsSync, readFileSync } from 'node:fs';

/** YARP in the program that the tests build. */
export const yarp = (program) => ({
  name: 'YARP',
  version: () =>
    existsSync(program)
      ? /"Yarp\.ReverseProxy\/([\d.]+)"/.exec(
          readFileSync(program.replace(/\.dll$/, '.deps.json'), 'utf8'),
        )?.[1]
      : undefined,
  missing: 'dotnet build -c Release tests/support/Tandem.Yarp.Testing',
  start: ({ port, backEnd }) => ({
    files: {
      'yarp.json': JSON.stringify({
        ReverseProxy: {
          Routes: { server: { ClusterId: 'server', Match: { Path: '{**path}' } } },
          Clusters: {
            server: { Destinations: { server: { Address: `http://127.0.0.1:${backEnd}` } } },
          },
        },
      }),
    },
    // Without TLS its certificate is not read.
    command: ['dotnet', program, 'yarp.json', `http://127.0.0.1:${port}`, '-', '-'],
  }),
  notes: {},
});
