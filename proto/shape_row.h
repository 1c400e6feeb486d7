/*
 * shape_row.h - how the rows of a shape are written down: one macro for each
 * type of field of struct S.  `how` is FIELD_NEEDED and the like, `as` the
 * name of a field where its member has another.
 */
#ifndef PROTO_SHAPE_ROW_H
#define PROTO_SHAPE_ROW_H

#include "proto/shape.h"

/* Bytes of a text. */
enum { WORDS = 200, LINE = 400, LINK = 1000, PROSE = 4000, LONG = 16000 };

#define TEXT(S, f, most, how) \
	{ .name = #f, .type = FIELD_TEXT, .flags = (how), \
	  .at = offsetof(struct S, f), .max = (most) }
#define CODE(S, f, how) \
	{ .name = #f, .type = FIELD_CODE, .flags = (how), \
	  .at = offsetof(struct S, f), .max = 40 }
#define DAY(S, f, how) \
	{ .name = #f, .type = FIELD_DAY, .flags = (how), \
	  .at = offsetof(struct S, f) }
#define WORD_AS(S, as, f, list, how) \
	{ .name = (as), .type = FIELD_WORD, .flags = (how), \
	  .at = offsetof(struct S, f), .words = &(list) }
#define WORD(S, f, list, how) \
	WORD_AS(S, #f, f, list, how)
#define NUMBER(S, f, most) \
	{ .name = #f, .type = FIELD_NUMBER, .at = offsetof(struct S, f), \
	  .max = (most) }
#define AMOUNT(S, f) \
	{ .name = #f, .type = FIELD_AMOUNT, .at = offsetof(struct S, f) }
#define LIST(S, f, shape, most, how) \
	{ .name = #f, .type = FIELD_LIST, .flags = (how), \
	  .at = offsetof(struct S, f), .max = (most), .of = &(shape), \
	  .count_at = offsetof(struct S, n##f) }
#define SHAPE(as, S, rows) \
	{ (as), sizeof(struct S), (rows), sizeof(rows) / sizeof((rows)[0]) }

/* Words that the rows of several rooms allow. */
extern const struct vocabulary question_words, mark_words;

#endif
