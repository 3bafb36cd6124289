import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconLock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

export type Tone = 'info' | 'good' | 'bad';

export interface Message {
  readonly tone: Tone;
  readonly title: string;
  readonly detail?: string;
  /** Whether it replaces the content of the page, which the person may not see. */
  readonly locked?: boolean;
}

interface NoticeProps {
  readonly testId: string;
  readonly message: Message | null;
  /** Whether it takes the focus when it appears, because the focused element disappears. */
  readonly takesFocus?: boolean;
}

const icons = { info: IconInfoCircle, good: IconCircleCheck, bad: IconAlertTriangle };

/**
 * A message that screen readers read out when it changes. The live region has to exist before its
 * text does, or the first message is not read out. While it is empty it is hidden.
 */
export function Notice({ testId, message, takesFocus = false }: NoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  const appeared = message !== null;
  useEffect(() => {
    if (takesFocus && appeared) element.current?.focus();
  }, [takesFocus, appeared]);
  const Icon = message && (message.locked ? IconLock : icons[message.tone]);
  return (
    <div
      ref={element}
      id={testId}
      className="notice"
      role={message?.tone === 'bad' ? 'alert' : 'status'}
      aria-live="polite"
      tabIndex={-1}
      data-tone={message?.tone}
      data-prominent={message?.locked}
      data-testid={testId}
    >
      {message && Icon && (
        <>
          <Icon className="notice-icon" size={message.locked ? 34 : 20} stroke={1.7} aria-hidden />
          <div>
            <strong>{message.title}</strong>
            {message.detail && <p>{message.detail}</p>}
          </div>
        </>
      )}
    </div>
  );
}
