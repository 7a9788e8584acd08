-- The application logs in as a role of its own that may not change the schema; each migration gives it what it needs.
grant usage on schema public to "${app-role}";
