namespace Satchel.Server.Tests.Accounts;

public sealed class AccountsOnSqliteTests() : AccountsOverHttpTests(onPostgreSql: false);
