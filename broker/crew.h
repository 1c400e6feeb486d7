/*
 * crew.h - the workers that have said HELLO, and what each one has in hand.
 */
#ifndef BROKER_CREW_H
#define BROKER_CREW_H

#include <stdint.h>

#include "broker/guests.h"
#include "broker/window.h"

enum { CREW_INSTANCE = 64, CREW_STICKY = 1024 /* places at most */ };

struct worker {
	struct worker	*next;
	uint32_t	 peer;
	enum stage	 stage;
	char		 instance[CREW_INSTANCE];
	char		 name[CREW_INSTANCE];
	struct list	 flight;	/* oldest first */
	uint32_t	 fresh;		/* of them, not yet in a frame */
	uint32_t	 room;		/* messages that it granted and has not got */
	uint32_t	 count_max;	/* what it can hold, by its CREDITs */
	uint32_t	 strange;	/* settled since, and not ours */
	int		 sure;		/* what it can hold is known for good */
	uint64_t	 bytes_max;	/* payload bytes that it can hold */
	uint64_t	 bytes;		/* payload bytes in flight */
	int64_t		 heard_at;
	int64_t		 idle_since;	/* says it has nothing; 0: it works */
	int		 draining;
	int		 mute;		/* frames do not reach it */
	char		 build[32];
	uint32_t	 schema_min, schema_max;
	struct meters	 heard;		/* what it has said it counted */
	struct kept_told told;
};

/* Which worker has messages of a subject, roughly: by hash. */
struct sticky {
	struct worker	*worker;
	uint32_t	 n;
};

struct crew {
	struct worker	*head;
	struct sticky	*sticky[STAGE_COUNT];
	uint32_t	 nsticky;
};

/* For so many messages in flight of one stage. */
void		 crew_init(struct crew *, uint32_t count);


struct worker	*crew_find(const struct crew *, uint32_t peer);
struct worker	*crew_instance(const struct crew *, const char *instance);
struct worker	*crew_add(struct crew *, uint32_t peer, const struct frame *);
void		 crew_remove(struct crew *, struct worker *);	/* empty-handed */
void		 crew_release(struct crew *);

/*
 * HELLO says how much a worker can hold, else its first CREDIT does.  Then a
 * later one raises that by what it had in hand from elsewhere when it came, and
 * has settled, and by no more: what was only said twice grants nothing.
 */
void		 worker_grant(struct worker *, uint32_t count, uint64_t bytes);
int		 worker_fits(const struct worker *, const struct msg *);

/* A message flies to a worker; crew_land takes it out of its hands. */
void		 crew_fly(struct crew *, struct worker *, struct msg *,
		    int64_t now);
void		 crew_land(struct crew *, struct msg *);

/*
 * Who should get a message: the worker that has its subject, else the one
 * with most room, never `but`; NULL if nobody has room.
 */
struct worker	*crew_choose(const struct crew *, enum stage,
		    const struct msg *, const struct worker *but);

/* Who has least in flight and could take the message alone. */
struct worker	*crew_quiet(const struct crew *, enum stage,
		    const struct msg *);

/* True if a worker of the stage has room for anything at all. */
int		 crew_hungry(const struct crew *, enum stage,
		    const struct worker *but);

#endif
