-- Why the rules wanted a person to look, in lines for whoever may see the flag.
alter table flags add column why text[] not null default '{}';
