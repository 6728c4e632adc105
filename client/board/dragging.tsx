import {
  type CollisionDetection,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PipelineView, TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { changeStatus } from '../required/asking.ts';
import { CardFace } from './card.tsx';
import { toColumn } from './toColumn.ts';
import { useTelling } from './useTelling.ts';

/** Where the pointer is; by keyboard, where the card lies. */
const under: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args));

/** A finger that scrolls does not lift. */
const press = { delay: 250, tolerance: 8 };
const codes = { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] };

/** How many frames a card that was dropped may take to appear in its column. */
const patience = 30;

function focusCard(ticketId: string, tries = patience): void {
  const card = document.querySelector<HTMLElement>(`[data-board] [data-ticket="${ticketId}"]`);
  if (card) card.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusCard(ticketId, tries - 1));
}

interface DraggingProps {
  pipeline: PipelineView;
  children: (dragged: TicketView | null) => ReactNode;
}

/** Cards are lifted, carried and dropped: with a mouse, a finger or the keyboard, and told to who does not see it. */
export function Dragging({ pipeline, children }: DraggingProps) {
  const { t } = useTranslation('board');
  const screen = useScreen();
  const [lifted, setLifted] = useState<{ id: string; byKey: boolean } | null>(null);
  const dragged = useShown((state) => (lifted ? state.tickets[lifted.id] : undefined)) ?? null;
  const { announcements, ended } = useTelling(pipeline);
  const [word, setWord] = useState('');
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: press }),
    useSensor(KeyboardSensor, { coordinateGetter: toColumn, keyboardCodes: codes }),
  );

  /** It is where it was dropped at once; what the status requires is asked for at its column. */
  async function drop(ticketId: string, statusId: string, byKey: boolean): Promise<void> {
    const ticket = screen.store.get().shown?.tickets[ticketId];
    const status = pipeline.statuses.find(({ id }) => id === statusId);
    if (!ticket || !status || ticket.statusId === statusId) return;
    const column = document.querySelector(`[data-board] [data-status="${statusId}"] > header`);
    const moving = changeStatus(screen, [ticketId], status, column);
    if (byKey) requestAnimationFrame(() => focusCardUnlessAsked(ticketId));
    await moving;
    setWord(ended(ticketId, statusId));
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={under}
      autoScroll={{ acceleration: 5 }}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: t('instructions') },
        restoreFocus: false,
      }}
      onDragStart={({ active, activatorEvent }) =>
        setLifted({ id: String(active.id), byKey: activatorEvent instanceof KeyboardEvent })
      }
      onDragCancel={({ active }) => {
        if (lifted?.byKey) focusCard(String(active.id));
        setLifted(null);
      }}
      onDragEnd={({ active, over }) => {
        const byKey = lifted?.byKey ?? false;
        setLifted(null);
        if (byKey) focusCard(String(active.id));
        if (over && !over.disabled) void drop(String(active.id), String(over.id), byKey);
      }}
    >
      {children(dragged)}
      <p role="status" className="sr-only">
        {word}
      </p>
      {createPortal(
        <DragOverlay dropAnimation={null} zIndex={50}>
          {dragged && (
            <div className="rotate-2 cursor-grabbing rounded-card border border-focus bg-page shadow-panel motion-reduce:rotate-0">
              <CardFace ticket={dragged} />
            </div>
          )}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}

/** The question has the focus while it stands. */
function focusCardUnlessAsked(ticketId: string): void {
  if (!document.activeElement?.closest('form')) focusCard(ticketId);
}
