/*
 * progress.h - how far a feed is, on stderr: a bar on a terminal, otherwise a
 * line every ten seconds or ten per cent; or for a program a JSON object each
 * second and one at the end of a file.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdint.h>

/* How far one file is. */
struct progress_now {
	const char	*file;
	uint64_t	 done, total;		/* bytes; total 0: not known */
	uint64_t	 events, rejected;
};

struct progress {
	int		 json;			/* for a program; stays as it is */
	int		 bar;			/* a terminal */
	int64_t		 began_ms, shown_ms;
	int		 tenth;			/* of the file, last shown */
};

void	progress_begin(struct progress *);
void	progress_show(struct progress *, const struct progress_now *);

/* The file is at its end. */
void	progress_end(struct progress *, const struct progress_now *);

/* Take the bar away, so that other text can be written. */
void	progress_clear(struct progress *);

#endif
