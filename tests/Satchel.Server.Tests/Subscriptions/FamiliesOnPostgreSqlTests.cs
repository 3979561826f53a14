namespace Satchel.Server.Tests.Subscriptions;

public sealed class FamiliesOnPostgreSqlTests() : FamiliesTests(onPostgreSql: true);
