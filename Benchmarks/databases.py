"""The same questions, asked of databases. Run as: databases.py duckdb|chdb seed|group FILE

Prints one line a row and, last, the seconds that the query took, connection included.
"""

import sys
import time

IMAGE = "requestObject.spec.jobTemplate.spec.template.spec.containers"

# Columns that the detection "Kubernetes Cron Job Creation" groups by, with the two that have
# several values left to each dialect.
SCALARS = [
    "kind", "objectRef.name", "objectRef.namespace", "objectRef.resource", "requestObject.kind",
    "requestObject.spec.schedule", "responseStatus.code", "stage", "user.username", "userAgent",
    "verb",
]


def quoted(path):
    return "'" + path.replace("'", "''") + "'"


def duckdb_seed(path):
    columns = ", ".join(
        f"""coalesce(json_extract_string(json, '$.{name}'), '0') AS "{name}\"""" for name in SCALARS
    )
    return f"""
        WITH hits AS (
          SELECT {columns},
            json_extract_string(json, '$.sourceIPs[*]') AS addresses,
            json_extract_string(json, '$.user.groups[*]') AS groups,
            json_extract_string(json, '$.{IMAGE}[*].image') AS images
          FROM read_ndjson_objects({quoted(path)}, maximum_object_size = 33554432)
          WHERE contains(json::VARCHAR, 'cronjobs')
            AND json_extract_string(json, '$.verb') = 'create'
            AND json_extract_string(json, '$.objectRef.resource') = 'cronjobs'),
        rows AS (
          SELECT * EXCLUDE (addresses, images),
            unnest(CASE WHEN len(images) = 0 THEN ['0'] ELSE images END) AS image, addresses
          FROM hits),
        flat AS (SELECT * EXCLUDE (addresses), unnest(addresses) AS src_ip FROM rows)
        SELECT * EXCLUDE (groups), count(*) AS count,
          list_sort(list_distinct(flatten(list(groups)))) AS user_groups
        FROM flat GROUP BY ALL"""


def duckdb_group(path):
    return f"""
        SELECT verb, count(*) FROM read_json({quoted(path)}, format = 'newline_delimited',
          columns = {{verb: 'VARCHAR'}}, maximum_object_size = 33554432)
        GROUP BY verb"""


def chdb_value(name):
    keys = ", ".join(quoted(key) for key in name.split("."))
    if name == "responseStatus.code":
        return f"toString(JSONExtractInt(line, {keys}))"
    text = f"JSONExtractString(line, {keys})"
    return f"if({text} = '', '0', {text})"


def chdb_seed(path):
    columns = ", ".join(f"{chdb_value(name)} AS `{name}`" for name in SCALARS)
    image_keys = ", ".join(quoted(key) for key in IMAGE.split("."))
    return f"""
        SELECT {columns}, arrayJoin(JSONExtract(line, 'sourceIPs', 'Array(String)')) AS src_ip,
          arrayJoin(if(empty(images), ['0'], images)) AS image, count() AS count,
          arraySort(groupUniqArrayArray(JSONExtract(line, 'user', 'groups', 'Array(String)')))
        FROM (
          SELECT line, arrayMap(item -> JSONExtractString(item, 'image'),
            JSONExtractArrayRaw(line, {image_keys})) AS images
          FROM file({quoted(path)}, LineAsString, 'line String')
          WHERE position(line, 'cronjobs') > 0
            AND simpleJSONExtractString(line, 'verb') = 'create'
            AND JSONExtractString(line, 'objectRef', 'resource') = 'cronjobs')
        GROUP BY ALL"""


def chdb_group(path):
    return f"""
        SELECT verb, count() FROM file({quoted(path)}, JSONEachRow, 'verb String')
        GROUP BY verb SETTINGS input_format_skip_unknown_fields = 1"""


def run_duckdb(sql):
    import duckdb

    begin = time.perf_counter()
    rows = duckdb.connect().execute(sql).fetchall()
    return [repr(row) for row in rows], time.perf_counter() - begin


def run_chdb(sql):
    import chdb

    begin = time.perf_counter()
    text = str(chdb.query(sql, "TabSeparated"))
    return text.splitlines(), time.perf_counter() - begin


def main(engine, question, path):
    queries = {
        ("duckdb", "seed"): duckdb_seed, ("duckdb", "group"): duckdb_group,
        ("chdb", "seed"): chdb_seed, ("chdb", "group"): chdb_group,
    }
    run = {"duckdb": run_duckdb, "chdb": run_chdb}[engine]
    rows, seconds = run(queries[engine, question](path))
    for row in rows:
        print(row)
    print(f"{seconds:.6f}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
