import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { Ref } from 'react';

export type Tone = 'info' | 'good' | 'bad';

export interface Message {
  readonly tone: Tone;
  readonly title: string;
  readonly detail?: string;
}

interface NoticeProps {
  readonly testId: string;
  readonly message: Message | null;
  readonly ref?: Ref<HTMLDivElement>;
}

const icons = { info: IconInfoCircle, good: IconCircleCheck, bad: IconAlertTriangle };

/**
 * A message that screen readers hear when it changes. The live region has to exist before its text
 * does, or the first message is not read out; empty means hidden.
 */
export function Notice({ testId, message, ref }: NoticeProps) {
  const Icon = message && icons[message.tone];
  return (
    <div
      ref={ref}
      id={testId}
      className="notice"
      role={message?.tone === 'bad' ? 'alert' : 'status'}
      aria-live="polite"
      tabIndex={-1}
      data-tone={message?.tone}
      data-testid={testId}
    >
      {message && Icon && (
        <>
          <Icon className="notice-icon" size={20} stroke={1.8} aria-hidden />
          <div>
            <strong>{message.title}</strong>
            {message.detail && <p>{message.detail}</p>}
          </div>
        </>
      )}
    </div>
  );
}
