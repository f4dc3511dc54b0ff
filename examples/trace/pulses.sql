-- Where pulses were lost, for DuckDB: duckdb < examples/trace/pulses.sql
SELECT role, op, count(*) AS events, sum(n_applied) AS pulses,
       count(*) FILTER (WHERE flags LIKE '%below_step%') AS below_a_step,
       count(*) FILTER (WHERE flags LIKE '%saturated%') AS at_a_bound,
       sum(dw_requested) AS dw_requested, sum(dw_realised) AS dw_realised
FROM 'results/digits-trace/trace/parquet/events.parquet'
GROUP BY role, op ORDER BY role, op;
