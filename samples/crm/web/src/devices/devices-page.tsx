import { Button } from '@mantine/core';
import { IconDevicesX, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeviceSession } from '../api/sessions.js';
import { troubleOf } from '../api/trouble-of.js';
import { PageHeading } from '../navigation/page-heading.js';
import { EmptyState } from '../notices/empty-state.js';
import { type Message, Notice } from '../notices/notice.js';
import { TableSkeleton } from '../notices/table-skeleton.js';
import { describe } from '../words/trouble.js';
import { Confirmation } from './confirmation.js';
import { DeviceCard } from './device-card.js';
import { useDevices, useEndAllSessions, useEndSession } from './use-devices.js';
import { deviceOf } from './user-agent.js';

/** The devices that somebody is signed in on. Their sessions can be ended here. */
export function DevicesPage() {
  const devices = useDevices();
  const ending = useEndSession();
  const everywhere = useEndAllSessions();
  const [asked, setAsked] = useState<DeviceSession | 'everywhere'>('everywhere');
  const [asking, setAsking] = useState(false);
  const failed = ending.error ?? everywhere.error;
  const trouble: Message | null = failed
    ? { tone: 'bad', ...describe(failed, 'end sessions') }
    : troubleOf(devices, 'see your devices');
  const sorted = devices.data && [...devices.data].sort(currentFirst);

  function ask(about: DeviceSession | 'everywhere'): void {
    setAsked(about);
    setAsking(true);
  }

  function confirm(): void {
    setAsking(false);
    if (asked === 'everywhere') everywhere.mutate();
    else ending.mutate(asked);
  }

  return (
    <div className="stack">
      <PageHeading
        title="Devices"
        actions={
          <Button
            variant="default"
            className="danger"
            leftSection={<IconLogout size={17} aria-hidden />}
            loading={everywhere.isPending}
            data-testid="sign-out-everywhere"
            onClick={() => ask('everywhere')}
          >
            Sign out everywhere
          </Button>
        }
      >
        Signed in on these devices. End what you do not know, and change your password then.
      </PageHeading>
      <Notice testId="page-error" message={trouble} />
      <Notice
        testId="page-message"
        takesFocus
        message={
          ending.isSuccess
            ? { tone: 'good', title: `${nameOf(ending.variables)} is signed out.` }
            : null
        }
      />
      {sorted && (
        <ul className="devices" data-testid="devices-list">
          {sorted.map((device) => (
            <DeviceCard
              key={device.id}
              device={device}
              busy={ending.isPending && ending.variables.id === device.id}
              onEnd={() => ask(device)}
            />
          ))}
        </ul>
      )}
      {!sorted && (
        <section className="card flush" aria-label="Devices" aria-busy={!devices.failureReason}>
          {devices.failureReason ? (
            <EmptyState Icon={IconDevicesX} title="The devices are not here yet.">
              <Button variant="default" size="xs" onClick={() => void devices.refetch()}>
                Try again
              </Button>
            </EmptyState>
          ) : (
            <TableSkeleton words="Loading devices…" />
          )}
        </section>
      )}
      <Confirmation
        question={asked === 'everywhere' ? 'Sign out everywhere?' : `End ${nameOf(asked)}?`}
        action={asked === 'everywhere' ? 'Sign out everywhere' : 'End session'}
        opened={asking}
        onConfirm={confirm}
        onCancel={() => setAsking(false)}
      >
        {asked === 'everywhere'
          ? 'Every device is signed out, this one too. You can sign in again with your password.'
          : 'Whoever uses it is signed out there within a second. Nothing they saved is lost.'}
      </Confirmation>
    </div>
  );
}

const nameOf = ({ userAgent }: DeviceSession): string => deviceOf(userAgent).name;

const currentFirst = (a: DeviceSession, b: DeviceSession): number =>
  Number(b.current) - Number(a.current) || Date.parse(b.lastUsedAt) - Date.parse(a.lastUsedAt);
