/*
 * frame.h - the messages of the wire as plain structs.  One frame is one
 * ZeroMQ message part: 'S' '6', version, type, then a protobuf body
 * (frames.proto).  Grammar and every refusal: PROTOCOL.md.
 */
#ifndef PROTO_FRAME_H
#define PROTO_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "proto/meters.h"

enum { FRAME_VERSION = 1, FRAME_HEADER = 4, FRAME_BYTES_MAX = 8 * 1024 * 1024 };

/* Stage numbers are stored. */
enum stage {
	STAGE_NONE,
	STAGE_INGEST,
	STAGE_ASSESSMENT,
	STAGE_COMBINATION,
	STAGE_PUBLICATION,
	STAGE_COUNT
};

/* "quality-combination"; NULL-safe parse: STAGE_NONE. */
const char	*stage_name(enum stage);
enum stage	 stage_parse(const char *);

enum frame_type {
	FRAME_NONE,
	FRAME_HELLO,		/* worker -> broker */
	FRAME_WELCOME,		/* broker -> worker */
	FRAME_CREDIT,		/* worker -> broker: room for count and bytes;
				 * may be said with what follows */
	FRAME_TASKS,		/* broker -> worker */
	FRAME_DONE,		/* worker -> broker: recorded, and what is next */
	FRAME_FAILED,		/* worker -> broker: put aside, why */
	FRAME_HANDBACK,		/* worker -> broker: not done, not tried */
	FRAME_ALIVE,		/* both ways */
	FRAME_DRAIN,		/* worker -> broker: send me no more */
	FRAME_BYE,		/* both ways: I am gone */
	FRAME_SUBMIT,		/* producer -> broker */
	FRAME_ANSWER,		/* broker -> producer: one answer an item */
	FRAME_QUERY,		/* control -> broker */
	FRAME_REPORT,		/* broker -> control */
	FRAME_COUNT
};

/* What became of one message; numbers travel and are stored in `aside`. */
enum verdict {
	VERDICT_NONE,
	VERDICT_DONE,		/* recorded (by us or by another) */
	VERDICT_RETRY,		/* aside until due */
	VERDICT_DEAD,		/* aside until replayed or discarded */
	VERDICT_PARKED		/* waits for a worker that knows its version */
};

/* Answers to a submission. */
enum answer {
	ANSWER_NONE,
	ANSWER_ACCEPTED,	/* durable */
	ANSWER_DUPLICATE,	/* was accepted before, same content */
	ANSWER_CONFLICT,	/* same source and id, other content */
	ANSWER_REJECTED,	/* this event can never be accepted; text says why */
	ANSWER_BUSY		/* not now; retry_after_ms */
};

/* Which of two queues a message waits in; by its source.  Bulk never starves. */
enum lane { LANE_LIVE, LANE_BULK, LANE_COUNT };

const char	*verdict_name(enum verdict);
const char	*answer_name(enum answer);

/*
 * One message of a stage.  For ingest `id` is a ticket that the broker gave to
 * one submitted item; for the other stages it is the event's id.  The broker
 * never looks into payload.
 */
struct task {
	uint64_t	 id;
	uint32_t	 subject_hash;	/* text_hash() of the subject */
	uint32_t	 attempt;	/* 1 for the first */
	const char	*source;	/* ingest: who submits; else "" */
	const char	*source_id;	/* ingest; else "" */
	const char	*trace;
	struct bytes	 payload;
	enum lane	 lane;
	int		 alone;		/* the broker's own: it may be a killer */
	uint64_t	 waited_ms;	/* at this stage, and since it was */
	uint64_t	 age_ms;	/* accepted, when this was sent or read */
};

struct result {			/* DONE, FAILED: one message of a batch */
	uint64_t	 id;
	enum verdict	 verdict;
	enum answer	 answer;	/* ingest only */
	uint64_t	 event;		/* ingest: the accepted event's id */
	uint32_t	 retry_ms;
	const char	*text;		/* FAILED, REJECTED: the sentence */
};

struct stage_report {		/* REPORT: one stage as the broker sees it */
	enum stage	 stage;
	uint64_t	 window;	/* messages held, not in flight */
	uint64_t	 in_flight;
	uint64_t	 suspects;
	uint64_t	 dispatched, done;	/* since start */
	uint32_t	 workers, busy;
	int		 behind, paused;
	uint64_t	 waiting[LANE_COUNT];	/* of `window`: by lane */
	uint64_t	 backlog;	/* waiting in the database, from above */
	int		 pressure;	/* 0 open, 1 slower, 2 refused */
	uint64_t	 lag;		/* events above the watermark */
	uint64_t	 flight_ms;	/* since the oldest was handed out */
	const uint64_t	*meter;		/* of its workers and of the broker */
	size_t		 nmeter;
};

enum worker_state { WORKER_READY, WORKER_BUSY, WORKER_DRAINING, WORKER_STALE,
	WORKER_STATES };

const char	*worker_state_name(enum worker_state);

/* What a process says of how it was set (self.h); digest "" or NULL: it says
 * nothing, as an older one. */
struct told {
	const char	*settings;	/* "key=value" a line */
	const char	*digest;	/* of all that it would say */
	uint64_t	 up_ms;		/* since its start */
};

struct worker_report {		/* REPORT: one worker; many leave some out */
	enum stage	 stage;
	const char	*instance, *name, *build;
	uint32_t	 schema_min, schema_max;
	enum worker_state state;
	uint32_t	 in_flight, room;
	struct told	 told;
};

struct guest_report {		/* REPORT: who asks us time and again */
	const char	*program, *instance, *name, *build;
	struct told	 told;
};

struct submitter_report {		/* REPORT: what one source was answered */
	const char	*source;	/* "": those that had no place left */
	uint64_t	 answer[ANSWER_BUSY + 1];
};

/* REPORT: what is in effect at a stage, and where it came from: SETTING_SET, or
 * as the broker was started ("default", a file with its line, a variable of the
 * environment, "-o"). */
#define SETTING_SET	"set"
struct setting_report {
	enum stage	 stage;
	const char	*key, *value, *origin;
};

/* One frame; the fields that its type uses are set, the others zero. */
struct frame {
	enum frame_type		 type;
	uint64_t		 epoch;		/* WELCOME, TASKS: the broker's */

	/* HELLO, WELCOME; who asks (QUERY), who answers (REPORT) */
	const char		*instance;	/* fresh for each process start */
	const char		*name;
	const char		*build;
	enum stage		 stage;
	uint32_t		 schema_min, schema_max;
	uint32_t		 liveness_ms;	/* WELCOME: silence means death */
	struct told		 told;		/* HELLO, QUERY, REPORT */

	/* CREDIT; ALIVE from a worker reports count = in hand */
	uint32_t		 count;
	uint64_t		 bytes;

	/* TASKS, SUBMIT (item ids are the producer's own numbers); DONE: the
	 * next stage's messages, for records that this worker inserted */
	const struct task	*task;
	size_t			 ntask;

	/* DONE, FAILED, ANSWER (id = the producer's number), HANDBACK */
	const struct result	*result;
	size_t			 nresult;

	/* BYE: why; REPORT: who leads; QUERY: which program asks */
	const char		*text;
	int			 standby;	/* REPORT: this broker does not */
	const struct stage_report *report;
	size_t			 nreport;
	const struct worker_report *worker;
	size_t			 nworker;
	const struct submitter_report *source;
	size_t			 nsource;
	const struct setting_report *setting;
	size_t			 nsetting;
	const struct guest_report *guest;
	size_t			 nguest;

	/* ALIVE, BYE: a worker's, since WELCOME; REPORT: the broker's own */
	const uint64_t		*meter;
	size_t			 nmeter;
};

#endif
