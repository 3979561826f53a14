namespace Satchel.Server.Tests.Vaults;

public sealed class HeadsOnPostgreSqlTests() : HeadsOverHttpTests(onPostgreSql: true);
