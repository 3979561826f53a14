namespace Satchel.Server.Tests.Vaults;

public sealed class HeadsOnSqliteTests() : HeadsOverHttpTests(onPostgreSql: false);
