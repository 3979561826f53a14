namespace Satchel.Server.Tests.Accounts;

public sealed class AccountsOnPostgreSqlTests() : AccountsOverHttpTests(onPostgreSql: true);
