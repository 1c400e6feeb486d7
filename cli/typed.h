/*
 * typed.h - a text that is typed on a screen whose keys mean something else.
 */
#ifndef CLI_TYPED_H
#define CLI_TYPED_H

enum { TYPED_MAX = 64 };

struct typed {
	char	 text[TYPED_MAX];	/* bytes as they came */
	int	 open;			/* keys are its letters */
};

/* 1: this byte of a key was for the text.  "/" opens it; then Enter keeps it,
 * Esc clears it (also when it is closed), Backspace takes a letter, Ctrl-U all;
 * what there is no room for is not taken. */
int	typed_key(struct typed *, char);

/* 0: it is too long, or no UTF-8. */
int	typed_set(struct typed *, const char *);

#endif
