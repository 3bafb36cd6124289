import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmationProps {
  readonly question: string;
  /** What the button says that does it. */
  readonly answer: string;
  readonly opened: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function Confirmation(props: ConfirmationProps) {
  const { question, answer, opened, onConfirm, onCancel, children } = props;
  return (
    // Mantine would lock the page behind with a `<style>`; `styles/layout.css` does it.
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
              {answer}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
