namespace Satchel.Server.Tests.Subscriptions;

public sealed class FamiliesOnSqliteTests() : FamiliesTests(onPostgreSql: false);
