package dev.steward.jdbc;

import dev.steward.testing.NothingLeftBehind;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a JdbcPool promises, whatever the database: by subject, each in an interface of its own. */
@ExtendWith(NothingLeftBehind.class)
abstract class JdbcPoolContract
        implements SessionStateContract,
                TransactionContract,
                CloseContract,
                ShellContract,
                LossContract,
                RefusalContract,
                SharingContract {}
