-- The authorisation of a tap as a database would do it: the same look-ups, limits and records as the shard's, in as few
-- statements and indexes as that takes. A hold is a column of the account; both sides of an entry stand in one row.
CREATE TABLE account (
  id bigint PRIMARY KEY,
  is_open boolean NOT NULL,
  currency smallint NOT NULL,
  credit_limit bigint NOT NULL,
  posted bigint NOT NULL,
  held bigint NOT NULL,
  day_limit bigint NOT NULL,
  day date NOT NULL,
  day_spent bigint NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE token (
  number bigint PRIMARY KEY,
  account bigint NOT NULL,
  is_active boolean NOT NULL,
  highest integer NOT NULL,
  seen bigint NOT NULL
) WITH (fillfactor = 70);

-- The id is the idempotency key, the code the stored answer.
CREATE TABLE payment (
  id bigint PRIMARY KEY,
  token bigint NOT NULL,
  account bigint NOT NULL,
  amount bigint NOT NULL,
  currency smallint NOT NULL,
  counter integer NOT NULL,
  code smallint NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE entry (
  payment bigint NOT NULL,
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  amount bigint NOT NULL
);

-- 0 approved, 1 token unknown, 2 token not active, 3 counter used, 4 account closed, 5 currency, 6 day limit, 7 funds
CREATE FUNCTION authorise(p_id bigint, p_number bigint, p_counter integer, p_amount bigint, p_currency smallint)
RETURNS smallint LANGUAGE plpgsql AS $$
DECLARE
  result smallint;
  t token;
  a account;
  spent bigint;
BEGIN
  SELECT code INTO result FROM payment WHERE id = p_id;
  IF FOUND THEN
    RETURN result;
  END IF;

  SELECT * INTO t FROM token WHERE number = p_number FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 1;
  END IF;

  SELECT * INTO a FROM account WHERE id = t.account FOR UPDATE;
  spent := CASE WHEN a.day = current_date THEN a.day_spent ELSE 0 END;
  result := CASE
    WHEN NOT t.is_active THEN 2
    WHEN p_counter <= t.highest
      AND (t.highest - p_counter > 63 OR (t.seen >> (t.highest - p_counter)) & 1 = 1) THEN 3
    WHEN NOT a.is_open THEN 4
    WHEN a.currency <> p_currency THEN 5
    WHEN spent + p_amount > a.day_limit THEN 6
    WHEN a.credit_limit + a.posted - a.held < p_amount THEN 7
    ELSE 0 END;

  IF result <> 3 THEN
    UPDATE token SET
      highest = greatest(t.highest, p_counter),
      seen = CASE
        WHEN p_counter <= t.highest THEN t.seen | (1::bigint << (t.highest - p_counter))
        WHEN p_counter - t.highest > 63 THEN 1
        ELSE (t.seen << (p_counter - t.highest)) | 1 END
    WHERE number = p_number;
  END IF;

  IF result = 0 THEN
    UPDATE account SET held = a.held + p_amount, day = current_date, day_spent = spent + p_amount WHERE id = a.id;
    INSERT INTO entry VALUES (p_id, a.id, -1, p_amount);
  END IF;

  INSERT INTO payment VALUES (p_id, p_number, a.id, p_amount, p_currency, p_counter, result, now());
  RETURN result;
END $$;

-- In the order of the tokens, so that two calls at once wait for each other and never both ways.
CREATE FUNCTION authorise_many(
  p_ids bigint[], p_numbers bigint[], p_counters integer[], p_amount bigint, p_currency smallint)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  c record;
  approved bigint := 0;
BEGIN
  FOR c IN
    SELECT * FROM unnest(p_ids, p_numbers, p_counters) AS u(id, number, counter) ORDER BY number, counter
  LOOP
    IF authorise(c.id, c.number, c.counter, p_amount, p_currency) = 0 THEN
      approved := approved + 1;
    END IF;
  END LOOP;
  RETURN approved;
END $$;
