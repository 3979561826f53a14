namespace Satchel.Server.Tests.Subscriptions;

public sealed class LedgerOnSqliteTests() : LedgerTests(onPostgreSql: false);
