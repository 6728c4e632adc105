import { type DragEvent, useState } from 'react';

interface DropZone {
  /** Files are being held over it. */
  over: boolean;
  events: {
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDropCapture: (event: DragEvent) => void;
  };
}

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Takes files wherever they are dropped on a thing, its text included. */
export function useDropZone(onFiles: (files: File[], event: DragEvent) => void): DropZone {
  const [over, setOver] = useState(false);
  return {
    over,
    events: {
      onDragOver: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        const into = event.relatedTarget;
        if (!(into instanceof Node && event.currentTarget.contains(into))) setOver(false);
      },
      onDropCapture: (event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onFiles([...event.dataTransfer.files], event);
      },
    },
  };
}
