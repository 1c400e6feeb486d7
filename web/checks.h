/*
 * checks.h - is the line well: what /readyz and the console say about it.
 */
#ifndef WEB_CHECKS_H
#define WEB_CHECKS_H

#include "web/desk.h"
#include "web/door.h"
#include "web/picture.h"

/* A NO alone makes a program not ready; a stage behind ingest without workers
 * stops neither questions nor new events. */
enum found { FINE, WARN, NO };

struct check_result {
	const char	*what, *why;
	enum found	 found;
};

/* What is looked at; the texts of results are made in the arena. */
struct checks {
	struct pictures	*pictures;
	struct door	*door;
	struct desk	*desk;
	struct arena	*arena;

	struct check_result result[16];
	size_t		 n;
	enum found	 worst;
	int64_t		 age_ms;	/* of the picture; -1: there is none */
};

void	checks_look(struct checks *);

#endif
