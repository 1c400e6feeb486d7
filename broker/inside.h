/*
 * inside.h - what the files of the core share; nobody else includes it.
 */
#ifndef BROKER_INSIDE_H
#define BROKER_INSIDE_H

#include "broker/core.h"
#include "broker/crew.h"
#include "broker/guests.h"
#include "broker/heard.h"
#include "broker/idset.h"
#include "broker/sources.h"
#include "broker/window.h"

/* What an answer is for: all, or messages of the live lane only. */
enum refilling { REFILL_NONE, REFILL_ALL, REFILL_LIVE };

struct line {				/* one stage */
	struct window	 window;
	struct knobs	 knobs;
	uint32_t	 knobs_set;	/* a bit for each that people set */
	struct worker	*cell;		/* works off suspects, nothing else */
	struct idset	 left;		/* left while a refill was under way */
	struct heard	 heard;		/* DONE, by a worker that had it */
	struct heard	 shed;		/* handed on to here, bulk, no room */
	uint64_t	 dispatched, done;
	uint64_t	 backlog;
	uint64_t	 lag;		/* events above the watermark */
	int64_t		 waits_since;	/* the oldest of these; 0: none */
	struct meters	 meters;	/* of its workers and our own */
	int64_t		 refill_at;	/* not before */
	enum refilling	 refilling;	/* ACT_REFILL is not answered yet */
	int		 walking;	/* a walk has begun and not ended */
	int		 ahead;		/* the same: one ahead of it, for live */
	int		 ahead_last;	/* was asked last: they take turns */
	int64_t		 ahead_at;	/* not before */
	int64_t		 ahead_asked, ahead_took;
	int		 behind;	/* messages may wait that nobody told us */
	int		 missed;	/* the same, since the walk began */
};

struct reply {
	uint32_t	 producer;
	struct result	 result;
};

struct core {
	struct core_limits	 limits;
	uint64_t		 epoch, ticket;
	int64_t			 now, beat_at, stop_at;
	int			 leads, stopping, stopped;
	char			 leader[200];	/* who does, if not we */
	struct line		 line[STAGE_COUNT];
	struct crew		 crew;
	struct sources		 sources;
	struct guests		 guests;
	struct actions		*out;
	struct reply		*reply;
	size_t			 nreply, reply_cap;
};

/* hands.c: what workers have done, and what is lost with them. */
void	hands_done(struct core *, enum stage, struct worker *by,
	    const struct frame *);
void	hands_failed(struct core *, enum stage, struct worker *by,
	    const struct frame *);
void	hands_back(struct core *, struct worker *by, const struct frame *);
void	hands_unsent(struct core *, struct worker *, const struct frame *);
void	hands_empty(struct core *, struct worker *);	/* all waits again */
void	hands_late(struct core *, struct worker *);
void	hands_lose(struct core *, struct worker *, int blame, const char *why);
void	hands_aside(struct core *, enum stage, uint64_t id, const char *lost);

/* refill.c: what the database holds and we do not. */
void	refill_behind(struct core *, enum stage);
int	refill_take(struct core *, enum stage, const struct task *);
void	refill_rows(struct core *, const struct core_event *);
void	refill_none(struct core *, enum stage);
void	refill_ask(struct core *, enum stage);
void	refill_forget(struct core *);	/* what was heard */
void	refill_forget_shed(struct core *);	/* which of it is bulk */

/* role.c: to lead, to stand by, and what people set. */
void	role_take(struct core *, const struct core_event *);
void	role_settings(struct core *, const struct core_event *);
void	role_refuse(struct core *, const struct core_event *);

/* report.c: what producers feel of a stage: 0, 1 slow down, 2 BUSY. */
int	report_pressure(const struct core *, enum stage);

/* tell.c: what is asked of us, and what a worker says that it counted. */
void	report_send(struct core *, uint32_t peer);
void	report_hear(struct core *, struct worker *, const struct frame *);

/* dispatch.c */
void	dispatch(struct core *, enum stage);

/* frames.c: what peers say. */
void	frames_take(struct core *, const struct core_event *);
void	frames_bye(struct core *, uint32_t peer, const char *why);
struct frame *frames_send(struct core *, uint32_t peer, enum frame_type);

/* submit.c */
void	submit_items(struct core *, uint32_t peer, const struct frame *);
void	submit_answer(struct core *, const struct msg *, const struct result *);
void	submit_refuse_waiting(struct core *);
void	submit_refuse(struct core *, uint32_t peer, const struct frame *);
void	submit_flush(struct core *);

#endif
