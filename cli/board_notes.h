/*
 * board_notes.h - what nobody would look for in the row of a stage.
 */
#ifndef CLI_BOARD_NOTES_H
#define CLI_BOARD_NOTES_H

#include "base/buf.h"
#include "operations/line.h"

/* A line for each stage that is paused, and for each that nobody works at, with
 * what to do about it; nothing where the broker says nothing. */
void	board_notes(struct buf *, const struct line_view *, int width);

#endif
