"""rules.py FILE [SCHEMA] - what a Compose file owes its users, as TAP.

The schema knows how keys are spelt; compose itself knows whether names lead
anywhere; what is here neither of them knows.
"""
import json
import sys

import yaml

WORKERS = ("ingest", "assessment", "quality-combination", "publication")


def unnamed(name, service):
    """a service that has a name cannot be scaled"""
    return "container_name" not in service


def unprivileged(name, service):
    """no rights, and none to be had"""
    return (service.get("cap_drop") == ["ALL"]
            and "no-new-privileges:true" in service.get("security_opt", [])
            and "privileged" not in service
            and "cap_add" not in service)


def read_only(name, service):
    """the root is read-only, /tmp is memory"""
    return service.get("read_only") is True and service.get("tmpfs") == "/tmp"


def not_root(name, service):
    """somebody, and not root"""
    user = str(service.get("user", "root")).split(":")[0]
    return user not in ("root", "0")


def bounded(name, service):
    """processor, memory and processes end somewhere"""
    limits = service.get("deploy", {}).get("resources", {}).get("limits", {})
    return {"cpus", "memory", "pids"} <= set(limits)


def orderly(name, service):
    """children are reaped, and there is time to drain"""
    return service.get("init") is True and "stop_grace_period" in service


def rotated(name, service):
    """the log ends somewhere"""
    options = service.get("logging", {}).get("options", {})
    return {"max-size", "max-file"} <= set(options)


def no_password(name, service):
    """no password in the environment"""
    return not any("PASSWORD" in key.upper()
                   for key in service.get("environment", {}))


def local_ports(name, service):
    """a worker has no port; what has one opens it to this machine only"""
    ports = service.get("ports", [])
    if name in WORKERS:
        return not ports
    return all(str(port).startswith("127.0.0.1:") for port in ports)


EACH = (unnamed, unprivileged, read_only, not_root, bounded, orderly, rotated,
        no_password, local_ports)


def sources(service, kind):
    """The names of the secrets or configs that a service asks for."""
    return {entry if isinstance(entry, str) else entry["source"]
            for entry in service.get(kind, [])}


def named(file, kind):
    """exactly those that are defined are asked for"""
    asked = set().union(*(sources(service, kind)
                          for service in file["services"].values()))
    return asked == set(file.get(kind, {}))


def own_secret(file):
    """no two programs share a role, and a worker has one"""
    services = file["services"]
    roles = [sources(services[name], "secrets")
             for name in WORKERS + ("broker", "migrate", "web")]
    return (all(len(role) == 1 for role in roles)
            and len(set().union(*roles)) == len(roles))


def own_key(file):
    """a program has its own key, to read, and no other's"""
    def mounts(name):
        return [entry for entry in file["services"][name].get("volumes", [])
                if entry.startswith("key-")]

    return (all(mounts(name) == [f"key-{name}:/keys/{name}:ro"]
                for name in WORKERS + ("broker", "web"))
            and mounts("cli") == ["key-operator:/keys/operator:ro"]
            and mounts("demo") == ["key-feed:/keys/feed:ro"])


def secured(file):
    """nobody meets on a socket of files: who speaks has a key"""
    environment = file["services"]["broker"]["environment"]
    return all(str(environment[f"SIXTHKEY_{door}"]).startswith("tcp://")
               for door in ("WORKERS", "SUBMIT", "CONTROL"))


def in_order(file):
    """migrate waits for a healthy database, the rest for migrate's end"""
    services = file["services"]

    def waits(name, other, state):
        return services[name]["depends_on"].get(other) == {"condition": state}

    return (waits("migrate", "postgres", "service_healthy")
            and all(waits(name, "migrate", "service_completed_successfully")
                    for name in WORKERS + ("broker", "web", "people"))
            and all("healthcheck" in services[name]
                    for name in ("postgres", "broker")))


def modern(file):
    """it has a name, and no version"""
    return file.get("name") == "sixthkey" and "version" not in file


def closed(file):
    """what no port is published of is reached from inside only"""
    open_ = {name for name, network in file["networks"].items()
             if not (network or {}).get("internal")}
    return all(service.get("ports") or not open_ & set(service["networks"])
               for service in file["services"].values())


def results(file):
    for name, service in file["services"].items():
        for rule in EACH:
            yield rule(name, service), f"{name}: {rule.__doc__}"
    for kind in ("secrets", "configs"):
        yield named(file, kind), f"{kind}: {named.__doc__}"
    for rule in (own_secret, own_key, secured, in_order, modern, closed):
        yield rule(file), rule.__doc__


def schema_result(file, path):
    """Whether the file keeps the schema, and a label; faults are comments."""
    import jsonschema
    with open(path, encoding="utf-8") as text:
        schema = json.load(text)
    checker = jsonschema.validators.validator_for(schema)(schema)
    faults = [f"{'.'.join(map(str, fault.path))}: {fault.message}"
              for fault in checker.iter_errors(file)]
    for fault in faults:
        print("#", fault)
    return not faults, "the Compose schema"


def main(argv):
    with open(argv[1], encoding="utf-8") as text:
        file = yaml.safe_load(text)
    said = list(results(file))
    if len(argv) > 2:
        said.append(schema_result(file, argv[2]))
    for number, (fine, label) in enumerate(said, 1):
        print("ok" if fine else "not ok", number, "-", label)
    print(f"1..{len(said)}")
    return not all(fine for fine, _ in said)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
