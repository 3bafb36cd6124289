import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmationProps {
  readonly question: string;
  /** The label of the button that confirms. */
  readonly action: string;
  readonly opened: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function Confirmation(props: ConfirmationProps) {
  const { question, action, opened, onConfirm, onCancel, children } = props;
  return (
    // Mantine would lock scrolling with a `<style>` element; `styles/layout.css` does it instead.
    <Modal.Root opened={opened} onClose={onCancel} centered lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content radius="lg">
        <Modal.Body className="confirmation">
          <Modal.Title className="confirmation-question">{question}</Modal.Title>
          <p>{children}</p>
          <div className="confirmation-buttons">
            <Button variant="default" data-autofocus data-testid="cancel" onClick={onCancel}>
              Cancel
            </Button>
            <Button color="red.8" data-testid="confirm" onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
