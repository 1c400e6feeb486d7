-- One runner at a time; readers go on.
lock table schema_version in exclusive mode
