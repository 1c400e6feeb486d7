/*
 * pieces.h - the objects of a JSON text one at a time: a single object, an
 * array of them, or one after another (one a line).  Only finds where each
 * ends; whether it is well formed is for the parser, which also gets what was
 * broken off and, where each object has its line, lines that are none.
 */
#ifndef FORMATS_PIECES_H
#define FORMATS_PIECES_H

#include "base/arena.h"
#include "base/err.h"
#include "formats/source.h"

struct pieces;

/* CQC's own answers nest eleven deep and stay below 100 KiB. */
enum { PIECE_MAX = 8 * 1024 * 1024, PIECE_DEPTH = 64 };

/* The source stays the caller's. */
struct pieces	*pieces_new(struct source *);
void		 pieces_free(struct pieces **);

/* 1: the bytes of one object, valid until the next call, and the line where it
 * starts; 0: the end; -1: ERR_INPUT naming the line. */
int		 pieces_next(struct pieces *, struct bytes *, uint64_t *line,
		    struct err *);

/* The same bytes again; none before the first. */
struct bytes	 pieces_text(const struct pieces *);

#endif
