/*
 * err.h - a failure is a value that says what to do with the message.
 *
 * The lowest level that knows sets kind and text; each level above may put
 * context in front; only the runtime of a program logs it, once.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/* What the caller should do, not what went wrong; the text says that. */
enum err_kind {
	ERR_NONE,
	ERR_INPUT,	/* this message can never succeed: put it aside */
	ERR_AGAIN,	/* the world is not ready: try again later */
	ERR_SETUP,	/* this process can never succeed: exit, tell a human */
	ERR_NEWER	/* a newer build can read this message: park it */
};

struct err {
	enum err_kind	 kind;
	char		 text[400];
};

/*
 * Set kind and text.  Returns -1, so that "return err_set(...)" is a whole
 * failure path.  A text longer than the buffer is cut.
 */
int	err_set(struct err *, enum err_kind, const char *, ...)
	    __attribute__((format(printf, 3, 4)));

/* Put "context: " in front of the text; the kind stays.  Returns -1. */
int	err_add(struct err *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

#endif
