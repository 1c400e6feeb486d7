#include <stddef.h>

#include "cli/cmd.h"

#define FORMS	"  -o table|wide|json|jsonl|csv|name\n"

#define BULK_HELP \
	"  --stage S          of this stage\n" \
	"  --event ID         this one; it needs no second look\n" \
	"  --class TEXT       with this in the error\n" \
	"  --exclude-class TEXT  without it\n" \
	"  --since TIME       put aside since then\n" \
	"  --trust ORGANISATION, --source BEGINNING, --trace PART\n" \
	"                     of such events\n" \
	"  --accepted-since TIME, --accepted-until TIME\n" \
	"                     of events that were accepted then\n" \
	"  --verdict dead|retry|parked  (dead)\n" \
	"  --reason R         why; it stays in the audit\n" \
	"  --snapshot S       do what a preview has shown; what came later\n" \
	"                     is not touched, what changed since is skipped\n" \
	"  --yes              fewer than 100 messages are meant\n" \
	"  --confirm N        exactly these N are meant\n" \
	"  --cancel S         leave the rest of a snapshot as it is\n" \
	FORMS \
	"\n" \
	"Without --snapshot nothing is done but counted. The same command\n" \
	"goes on where one was stopped; Ctrl-C stops between two steps.\n" \
	"TIME is a day (2026-11-22), a time in UTC (2026-11-22T10:30) or an\n" \
	"age (30m, 2h, 7d).\n"

#define DESK_HELP \
	"  --author WHO       who answers for it (SIXTHKEY_USER)\n" \
	"  --approver WHO     who else agrees: somebody else\n" \
	"  --rationale TEXT   why; it stays with the rating\n" \
	"  --reference TEXT   where that is written down\n" \
	"  --on DATE          the day it carries (today)\n" \
	"  --source PATH      for whom we speak (/desk)\n" \
	"  --yes              do it; without, it is only shown\n" \
	FORMS \
	"\n" \
	"An event like any other: it goes through the line, and the same\n" \
	"said twice is one event.\n"

const struct cmd cmd_table[] = {
	{ "feed", "FILE...|-", "submit events from files",
	    "  -o table|wide|json|jsonl|csv\n"
	    "  --json             as -o json: one object\n"
	    "  --patience SECONDS how long the line may be silent (60)\n"
	    "  --dry-run          only look; as validate\n"
	    "  --resume           go on where an interrupted feed stopped\n"
	    "  --limit-rate N/s   so many events a second at most\n"
	    "  --progress json    an object a second on standard error\n"
	    "\n"
	    "The answer is how many were accepted, duplicate, in conflict and\n"
	    "refused; with --dry-run it is that of validate.\n"
	    "Takes CloudEvents (JSON lines), trust rating CSV, key question CSV,\n"
	    "CQC API JSON, a trust's grids as JSON, \"Latest ratings\" CSV and\n"
	    "the care directory, also gzipped, or as a spreadsheet (ODS); the\n"
	    "format is recognised by content.\n"
	    "Records that are refused stand in FILE.rejects.csv beside the\n"
	    "input (or in $SIXTHKEY_REJECTS_DIR) and are kept (get rejects);\n"
	    "everything else still goes in.  How far it came stands in\n"
	    "FILE.feeding until it is done.\n",
	    cmd_feed },
	{ "validate", "FILE...|-", "look at files without submitting them",
	    FORMS
	    "  --json             as -o json: one object\n"
	    "\n"
	    "Needs no line.  The answer is what feed would refuse: where, in\n"
	    "which field, what may be meant, and why; json has the summary of\n"
	    "feed in the same object.  It stands beside the input too, as with\n"
	    "feed; exit 65 where there is something.\n",
	    cmd_validate },
	{ "status", "", "what waits at each stage, and whether the books balance",
	    "  --watch[=2s]       again and again\n"
	    "  --wait             until nothing waits or is to be retried\n"
	    FORMS
	    "  --json             as -o json: one object\n"
	    "\n"
	    "wide, csv and name are the stages alone.\n"
	    "Exit 1 where the books do not balance.\n",
	    cmd_status },
	{ "top", "", "the line on the whole screen",
	    "  --filter TEXT      only what has this in its name\n"
	    "  a, d, r, l         sort by age, depth, rate, or as the line runs;\n"
	    "                     arrows go from one to the next\n"
	    "  /                  filter: part of the name of a stage, a worker\n"
	    "                     or a source; Enter keeps it, Esc clears it\n"
	    "  p                  pause the screen; the line goes on\n"
	    "  q                  quit\n"
	    "\n"
	    "With a filter the workers and sources that have it in their name\n"
	    "stand below the stages.\n", cmd_top },
	{ "check", "broker|ledger", "does it answer, is it right?",
	    FORMS
	    "\n"
	    "broker: says nothing where the broker answers; for probes;\n"
	    "ledger: counts every record anew, believes no tally, compares.\n",
	    cmd_check },
	{ "explain", "ORGANISATION", "why a rating is what it is",
	    "  --at DATE          as the ratings stood on that day\n"
	    "  --known DATE|TIME  from what was published by then\n"
	    "  -o table|wide|json|jsonl|csv\n"
	    "\n"
	    "wide and csv are a row for each rating.\n"
	    "ORGANISATION is the code of a trust (RGT), a provider or a\n"
	    "location; a location of a trust shows its own grid.\n",
	    cmd_explain },
	{ "whatif", "ORGANISATION [PLACE:]QUESTION=RATING...",
	    "what the rules would give; writes nothing",
	    "  --ruleset ID       this set in the place of its like\n"
	    "  --at DATE          as on that day\n"
	    "  --known DATE|TIME  from what was published by then\n"
	    FORMS
	    "\n"
	    "QUESTION is safe, effective, caring, responsive, well_led or\n"
	    "use_of_resources, of the organisation itself or of a PLACE:\n"
	    "LOCATION, LOCATION/SERVICE, or SERVICE of the organisation.  What\n"
	    "is made from it is made anew, level by level, whatever was\n"
	    "awarded there.\n",
	    cmd_whatif },
	{ "workflow", "[ORGANISATION]",
	    "states, actors and time limits of an assessment",
	    "  --known DATE|TIME  from what was published by then\n"
	    FORMS
	    "\n"
	    "Of an ORGANISATION also how far it is, and the days that wait.\n",
	    cmd_workflow },
	{ "compare-rulesets", "A B", "who would be rated otherwise by B",
	    "  --at DATE          as on that day\n"
	    "  --known DATE|TIME  from what was published by then\n"
	    FORMS
	    "\n"
	    "Combined ratings where both are for six ratings, else overall\n"
	    "ratings, of everybody published; writes nothing.\n",
	    cmd_compare_rulesets },
	{ "audit", "", "everything published against the rules",
	    "  --at DATE          as on that day\n"
	    "  --known DATE|TIME  from what was published by then\n"
	    FORMS
	    "\n"
	    "Where a rating departs from the rules: judged (a reason is\n"
	    "recorded), above or below what they give; and what would have to\n"
	    "be true of its inputs for it to agree.\n",
	    cmd_audit },
	{ "diff", "ORGANISATION v3 v4", "what differs between two versions",
	    FORMS
	    "\n"
	    "What was awarded, and what the rules gave beside it, by which\n"
	    "set.\n", cmd_diff },
	{ "get", "KIND", "list what there is",
	    FORMS
	    "  --limit N          at most N rows; 0 is all (events, aside,\n"
	    "                     rejects and audit: 100)\n"
	    "  --at DATE          ratings, departures, overdue as on that day\n"
	    "  --known DATE|TIME  these and events from what was public, and of\n"
	    "                     the work accepted, by then\n"
	    "  --stage S, --class TEXT\n"
	    "                     of events, aside and deadletters: these alone\n"
	    "  --verdict dead|retry|parked\n"
	    "                     of aside and deadletters: these alone\n"
	    "  --state waiting|retry|dead|parked|through, --trust ORGANISATION,\n"
	    "  --source BEGINNING, --trace PART, --since TIME, --until TIME\n"
	    "                     of events: these alone; TIME of acceptance is a\n"
	    "                     day (2026-11-22), a time in UTC\n"
	    "                     (2026-11-22T10:30) or an age (30m, 2h, 7d)\n"
	    "  --all              of rejects: also what is mended or given up\n"
	    "  -o events          of rejects: as they are mended and fed\n"
	    "\n"
	    "ratings (trusts), events, rulesets;\n"
	    "stages, nodes (who works where), sources, operations;\n"
	    "departures: what was published and differs from what the rules\n"
	    "give, with the reason where one is recorded;\n"
	    "overdue: what should have happened by a day that has passed;\n"
	    "aside: messages that did not go through, newest first;\n"
	    "deadletters: the dead ones by sort of error;\n"
	    "rejects: what was refused at a door, and why; newest first;\n"
	    "audit: who did what; settings: what is set at the stages, by whom,\n"
	    "and what the broker was started with where nobody set it for all.\n",
	    cmd_get },
	{ "tail", "[STAGE]", "what happens, while it happens",
	    "  --trust ORGANISATION  of this one alone\n"
	    "  --failed           only what did not go through\n"
	    "  --limit N          end after so many lines\n"
	    "  -o table|wide|json|jsonl|csv|name (into a pipe: jsonl)\n"
	    "\n"
	    "What publication finishes, or STAGE does, and what is put aside\n"
	    "there; Ctrl-C ends it.\n", cmd_tail },
	{ "journey", "EVENT", "everything that happened to an event",
	    FORMS
	    "\n"
	    "EVENT is its id, or SOURCE:ID as its source calls it.\n",
	    cmd_journey },
	{ "describe", "KIND NAME",
	    "one thing with all that is known of it",
	    "  -o table|wide|json|jsonl|csv|name|events\n"
	    "\n"
	    "KIND is event, reject, trust, rating, ruleset, stage, node, source,\n"
	    "operation, deadletter or any other that get lists.\n"
	    "A reject shows where it came from, why it was refused and what\n"
	    "it says; -o events is that alone, to be mended and fed again\n"
	    "under the same source and id.\n", cmd_describe },
	{ "retry", "FILTER --reason R | --snapshot S",
	    "send dead letters again", BULK_HELP
	    "A message will fail again where one of its sort was sent again\n"
	    "and came back with the same sort of error from the build that\n"
	    "runs now.\n", cmd_retry },
	{ "discard", "FILTER|reject ID --reason R | --snapshot S",
	    "give dead letters up for good", BULK_HELP
	    "A discarded event has a record that says so at this stage and\n"
	    "all behind it; nothing can bring it back.  A reject that nobody\n"
	    "will mend is given up by its number.\n", cmd_discard },
	{ "replay", "FILTER --reason R | --snapshot S",
	    "make ratings anew from what is recorded",
	    "  --trust ORGANISATION, --source BEGINNING, --stage S,\n"
	    "  --state waiting|retry|dead|parked|through, --class TEXT,\n"
	    "  --trace PART, --since TIME, --until TIME\n"
	    "                     of who has such events, as get events lists\n"
	    "                     them\n"
	    "  --ruleset ID       by this set in the place of its like\n"
	    "  --reason R         why; it stays in the audit\n"
	    "  --snapshot S       do what a preview has shown\n"
	    "  --yes              fewer than 100 organisations are meant\n"
	    "  --confirm N        exactly these N are meant\n"
	    "  --cancel S         leave the rest of a snapshot as it is\n"
	    FORMS "\n"
	    "One rating.recomputed for each organisation.  Without --snapshot\n"
	    "nothing is done but counted.  Nothing recorded is changed; who\n"
	    "comes out the same gets no new version.\n", cmd_replay },
	{ "pause", "[stage] STAGE|all --reason R",
	    "hold a stage; what is in hand is finished",
	    FORMS "\n"
	    "Nothing is lost: messages wait until the stage is resumed.\n",
	    cmd_pause },
	{ "resume", "[stage] STAGE|all --reason R", "let a stage go on",
	    FORMS, cmd_resume },
	{ "drain", "NODE --reason R", "ask a worker to finish and leave",
	    "  --wait             until it has left\n"
	    FORMS "\n"
	    "NODE is a worker's name or how its instance begins, as get nodes\n"
	    "shows it.  Nothing is lost and no attempt is counted; what keeps\n"
	    "it running (systemd, compose) may start another.\n", cmd_drain },
	{ "set", "[stage] STAGE|all KEY=VALUE --reason R",
	    "change a setting while the line runs",
	    FORMS "\n"
	    "  window_count  1 to 1000000     messages that the broker holds\n"
	    "  batch_count   1 to 10000       messages in a frame to a worker\n"
	    "  backlog_soft  1 to 1000000000  above it submitters are slowed\n"
	    "  backlog_hard  1 to 1000000000  above it they are told BUSY\n"
	    "  age_soft      1 to 1000000000  seconds waited, then the same\n"
	    "  age_hard      1 to 1000000000  seconds waited, then the same\n"
	    "  live_weight   1 to 1000        turns of the live lane\n"
	    "  bulk_weight   1 to 1000        turns of the bulk lane\n"
	    "  bulk_sources  beginnings of sources that go in the bulk lane\n"
	    "\n"
	    "A stage's own value wins over that of all.\n", cmd_set },
	{ "award", "ORGANISATION QUESTION=RATING --approver WHO --rationale TEXT",
	    "award use of resources, or depart from the rules for a key question",
	    "  --proposed RATING  what NHS Improvement proposed\n"
	    "  --from RATING      of a key question: what the rules give\n"
	    DESK_HELP, cmd_award },
	{ "publish", "ORGANISATION --approver WHO --rationale TEXT",
	    "let a version that is held become public",
	    "  --version N        that one (the newest)\n"
	    "  --embargo DATE     not before\n" DESK_HELP, cmd_publish },
	{ "withdraw", "ORGANISATION --approver WHO --rationale TEXT",
	    "keep a version from the public",
	    "  --version N        that one (the newest)\n" DESK_HELP,
	    cmd_withdraw },
	{ "correct", "EVENT --with FILE|--retract --approver WHO --rationale TEXT",
	    "say what an event should have said, or that nothing of it holds",
	    "  --with FILE        the first event of it, in any form that feed\n"
	    "                     takes\n"
	    "  --retract          nothing of the event holds\n" DESK_HELP,
	    cmd_correct },
	{ "export", "DIR", "write everything published as JSON, CSV and HTML",
	    FORMS "\n"
	    "Files are replaced whole or not at all; what has not changed is\n"
	    "not written again.  One export at a time works in a folder, which\n"
	    "is empty at first.\n",
	    cmd_export },
	{ "rate", "[--ruleset ID] FILE|-", "put ratings to the rules, offline",
	    "  --ruleset ID       this set in the place of its like\n"
	    "  -o table|wide|json|jsonl|csv|name (csv)\n"
	    "\n"
	    "FILE is CSV with the columns safe, effective, caring,\n"
	    "responsive, well_led and, where there is one,\n"
	    "use_of_resources; other columns stay as they are.  Added are\n"
	    "computed_quality, quality_row, computed_combined and\n"
	    "combined_row.  The sets are nhs-quality-2017-06 and\n"
	    "nhs-combined-2018-03 whatever dates the file may hold.\n"
	    "\n"
	    "With --ruleset saf-score the five columns hold the scores of\n"
	    "their quality statements, 1 to 4, as in 3;3;2;4.  Added are the\n"
	    "rating, percent and row of each, computed_quality, quality_row.\n",
	    cmd_rate },
	{ "rulesets", "[ID]", "the rules, row by row, with their basis",
	    "  -o table|wide|json|jsonl|csv|name\n",
	    cmd_rulesets },
	{ "db", "migrate|status|verify", "the schema of the database",
	    FORMS "\n"
	    "migrate brings the schema up to this build, status says where it\n"
	    "stands, verify compares what was applied with what this build "
	    "knows.\n", cmd_db },
	{ "people", "add NAME|list|revoke NAME",
	    "who may sign in at the console",
	    "  --role ROLE        viewer, operator, reviewer or approver; several\n"
	    "                     with commas between\n"
	    "  --reason REASON    for the audit\n"
	    FORMS
	    "\n"
	    "The password is asked for on a terminal, otherwise it is the first\n"
	    "line of standard input; it has at least 12 characters.  Of it only\n"
	    "a verifier (argon2id) is stored.  Who is revoked is out at once.\n",
	    cmd_people },
	{ "keys", "new ROLE|list|tokens|rotate NAME|revoke NAME",
	    "who may connect to the broker, or submit over HTTP",
	    "  --dir DIR          the broker's folder (/etc/sixthkey)\n"
	    "  --name NAME        of the new key\n"
	    "  --stage STAGE      of a worker\n"
	    "  --source SOURCE    of a source: for which it may speak\n"
	    "  --broker ENDPOINT  where a worker finds the broker; likewise\n"
	    "  --submit, --control; --workers is the broker's own side\n"
	    "  --db CONNINFO      written into the new file, without password\n"
	    "  --out FILE         instead of NAME.key here\n"
	    "  --kinds KINDS      of a token: these kinds of event alone\n"
	    "  --public KEY       of a pair that its holder made: no secret here\n"
	    "  --overlap HOURS    rotate: the old token counts so long (168)\n"
	    "  --reason REASON    rotate a token: for the audit\n"
	    FORMS
	    "\n"
	    "ROLE is broker (first), worker, source, feed, web or operator;\n"
	    "or token, for who submits over HTTP for a --source.\n"
	    "A new key is one small file that is carried to where it is used;\n"
	    "who has it, is it.  The broker sees a new key, and a revoked one,\n"
	    "within a second.  rotate gives a second key (of a NAME, or of a\n"
	    "source that one key is for) or token (sk_NAME): both count until\n"
	    "the old one is revoked or, of a token, its overlap is over.\n",
	    cmd_keys },
	{ "config", "show [PROGRAM...]", "the settings of each program, here and now",
	    "  --origin           and where each value came from: default, a file\n"
	    "                     with its line, the environment\n"
	    "  -c FILE            with this file of settings\n"
	    FORMS
	    "\n"
	    "As the program would have them if it were started from here;\n"
	    "PROGRAM is broker, a stage or web.  Secrets are not shown.\n",
	    cmd_config },
	{ "doctor", "", "what is missing here, and how to mend it",
	    "  --bundle[=FILE]    settings, versions, status, what is aside and the\n"
	    "                     newest log lines in one tar.gz, without secrets\n"
	    "                     (sixthkey-bundle.tar.gz); logs of journald, and\n"
	    "                     of the folder SIXTHKEY_LOGS\n"
	    FORMS "\n"
	    "Exit 1 where something is.\n", cmd_doctor },
	{ "logs", "[PROGRAM]", "what the programs say",
	    "  -f, --follow       go on as they say more\n"
	    "\n"
	    "Of the folder SIXTHKEY_LOGS, else of journald; PROGRAM is broker,\n"
	    "a stage or web.\n", cmd_logs },
	{ "demo", "", "feed the examples and walk through them",
	    "  --examples FILE    where they are\n"
	    "\n"
	    "For a line that may keep them: ./start, not one that publishes.\n",
	    cmd_demo },
	{ "bench", "", "how many submissions a second this line answers",
	    "  --seconds N        for so long (5)\n"
	    "  --window N         so many under way at once (1000)\n"
	    "  -o table|wide|json|jsonl|csv\n"
	    "\n"
	    "The newest event is submitted again and again; every answer is\n"
	    "\"duplicate\", so nothing is written.\n", cmd_bench },
	{ "completion", "bash", "what the shell may offer next", NULL,
	    cmd_completion },
	{ "help", "[VERB]", "how to call a verb", NULL, cmd_help },
	{ 0 }
};
