import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from '@tabler/icons-react';
import type { DeviceSession } from '../api/sessions.js';
import { useNow } from '../session/use-now.js';
import { formatAgo, formatDate, formatDay } from '../words/format.js';
import { deviceOf } from './user-agent.js';

interface DeviceCardProps {
  readonly device: DeviceSession;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

const icons = { computer: IconDeviceDesktop, phone: IconDeviceMobile, program: IconTerminal2 };

export function DeviceCard({ device, busy, onEnd }: DeviceCardProps) {
  const { current, lastUsedAt, createdAt, expiresAt, ip, userAgent } = device;
  const { name, kind } = deviceOf(userAgent);
  const now = useNow(60_000);
  const Icon = icons[kind];
  return (
    <li className="card device" data-current={current} data-testid="device-row">
      <span className="device-icon">
        <Icon size={26} stroke={1.6} aria-hidden />
      </span>
      <div className="device-words">
        <h2>
          {name}
          {current && (
            <span className="tag" data-status="active" data-testid="device-current">
              this device
            </span>
          )}
        </h2>
        <p>{current ? 'Used right now' : `Last used ${formatAgo(lastUsedAt, now)}`}</p>
        <p className="muted" title={formatDate(createdAt)}>
          Signed in {formatDay(createdAt)} from {ip} · ends if unused {formatDay(expiresAt)}
        </p>
      </div>
      {!current && (
        <Button
          variant="default"
          size="xs"
          className="danger"
          loading={busy}
          aria-label={`End: ${name}, signed in ${formatDate(createdAt)}`}
          data-testid="device-end"
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </li>
  );
}
