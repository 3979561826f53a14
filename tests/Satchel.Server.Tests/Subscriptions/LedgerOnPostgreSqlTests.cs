namespace Satchel.Server.Tests.Subscriptions;

public sealed class LedgerOnPostgreSqlTests() : LedgerTests(onPostgreSql: true);
