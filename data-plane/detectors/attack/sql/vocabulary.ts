/**
 * The words of SQL that matter for telling a breakout from prose, as a table of token classes.
 */

/**
 * Classes of token, one letter each, so that a list of tokens is a short string to match patterns on.
 *
 * `s` string, `1` number, `n` bare word, `v` variable, `t` true, false or null, `f` function name, `&` and, or, xor, `q` comparison,
 * `o` other operator, `!` not, `U` union, `E` select, `S` another statement, `F` from, `W` where, `B` order or group by, `H` having, `L` limit,
 * `I` into, `k` another keyword, `p` a word of plain English, `c` comment, and `( ) , ;` as they are.
 */
export type TokenClass =
  | 's'
  | '1'
  | 'n'
  | 'v'
  | 't'
  | 'f'
  | '&'
  | 'q'
  | 'o'
  | '!'
  | 'U'
  | 'E'
  | 'S'
  | 'F'
  | 'W'
  | 'B'
  | 'H'
  | 'L'
  | 'I'
  | 'k'
  | 'p'
  | 'c'
  | '('
  | ')'
  | ','
  | ';';

const CLASSES: Readonly<Record<string, string>> = {
  '&': 'and or xor',
  '!': 'not',
  q: 'like rlike regexp glob sounds between in is similar ilike',
  o: 'div mod collate escape match against',
  U: 'union except intersect minus',
  E: 'select',
  S: 'insert update delete drop create alter truncate exec execute declare shutdown waitfor grant revoke merge replace call begin copy load attach backup restore reconfigure bulk goto kill rename handler do prepare deallocate desc describe explain use show flush optimize analyze lock',
  F: 'from',
  W: 'where',
  B: 'order group',
  H: 'having',
  L: 'limit offset fetch procedure',
  I: 'into',
  t: 'true false null unknown',
  k: 'all distinct by asc desc as join inner outer left right on using case when then else end exists any some set values table database schema view index function trigger user role password identified top rows row only percent interval binary cast convert delay time outfile dumpfile infile if elseif while return returns language immediate program force key primary default column constraint add with recursive over partition window lateral cross natural full returning conflict nothing separator character varchar char int integer bigint date timestamp text numeric decimal',
  p: "the to of how do does did i you my me we it this that these those please can could would should what which why who your was were are am have has had his her our they them their there here about very just like really will shall so than because while also been being get got go make need want know see use using not's don't isn't it's i'm you're let's",
};

const CLASS_OF: ReadonlyMap<string, TokenClass> = new Map(
  ['p', 'k', 't', 'I', 'L', 'H', 'B', 'W', 'F', 'S', 'E', 'U', 'o', 'q', '!', '&'].flatMap((kind) =>
    (CLASSES[kind] ?? '').split(' ').map((word) => [word, kind as TokenClass] as const),
  ),
);

/** The class of a word in lower case; `n` for anything SQL and plain English leave free. */
export function classOfWord(word: string): TokenClass {
  return CLASS_OF.get(word) ?? 'n';
}

/** Names that hardly occur outside SQL and that attacks call: delays, errors, files, commands, the catalogue. */
export const TELLING_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'benchmark pg_sleep randomblob extractvalue updatexml load_file group_concat concat_ws utl_inaddr.get_host_address utl_inaddr.get_host_name utl_http.request dbms_pipe.receive_message dbms_lock.sleep dbms_session.sleep ' +
    'dbms_ldap.init dbms_java.runjava dbms_java_test.funcall dbms_java.grant_permission dbms_xmlgen.getxml dbms_export_extension ctxsys.drithsx.sn httpuritype xmltype xp_cmdshell xp_dirtree xp_regread xp_fileexist xp_loginconfig sp_configure sp_addsrvrolemember sp_addlogin sp_password sp_oacreate sp_makewebtask sp_executesql ' +
    'openrowset openquery opendatasource fn_my_permissions fn_xe_file_target_read_file fn_get_audit_file fn_trace_gettable has_dbaccess is_srvrolemember is_member name_const json_keys exp rlike elt make_set pg_read_file pg_ls_dir pg_read_binary_file lo_import lo_export lo_from_bytea query_to_xml database_to_xml dblink dblink_connect ' +
    'load_extension writefile readfile sqlite_version db_name user_name host_name suser_name object_id col_name string_agg xmlagg xmlelement generate_series procedure analyse gtid_subset geometrycollection polygon multipoint linestring st_latfromgeohash os_command.exec_clob os_command.exec qcmdexc utl_file.fopen utl_file.put_line utl_file.get_line bulk_collect ' +
    'ascii substr substring mid ord bin hex unhex conv char chr nchar length len char_length lower upper concat cast convert ifnull nullif coalesce iif decode version database current_database current_user session_user system_user user schema count floor rand greatest least strcmp regexp_substring pi cos sin tan sqrt instr locate position md5 sha1 from_base64 to_base64 row json json_extract jsonb_agg array_agg'
  ).split(' '),
);

/** The part of `TELLING_FUNCTIONS` that is enough alone, whatever stands around it. */
export const ALARMING_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'benchmark pg_sleep randomblob extractvalue updatexml load_file utl_inaddr.get_host_address utl_inaddr.get_host_name utl_http.request dbms_pipe.receive_message dbms_lock.sleep dbms_session.sleep dbms_ldap.init dbms_java.runjava ' +
    'dbms_java_test.funcall dbms_java.grant_permission dbms_xmlgen.getxml ctxsys.drithsx.sn httpuritype xp_cmdshell xp_dirtree xp_regread xp_fileexist sp_configure sp_addsrvrolemember sp_oacreate openrowset openquery fn_xe_file_target_read_file fn_get_audit_file name_const pg_read_file pg_ls_dir lo_import lo_export query_to_xml ' +
    'database_to_xml load_extension writefile utl_file.fopen utl_file.put_line utl_file.get_line os_command.exec_clob os_command.exec qcmdexc is_srvrolemember gtid_subset st_latfromgeohash'
  ).split(' '),
);

/** Tables and variables of the catalogue. */
export const CATALOGUE =
  /^(?:information_schema(?:\.\w+)?|(?:master\.|\w+\.\.|sys\.|\w+\.sys\.)?(?:sysobjects|syscolumns|sysdatabases|sysusers|syslogins|sysservers|sysprocesses|sql_logins|server_principals)|master\.\.\w+|sqlite_master|sqlite_schema|pg_catalog\.\w+|pg_(?:user|shadow|database|class|tables|largeobject|stat_activity|authid)|(?:sys\.)?(?:all_tables|all_tab_columns|all_users|user_tables|user_tab_columns|dba_users|dba_tables|dba_role_privs|v_\$\w+|user\$)|sysibm\.\w+|syscat\.\w+|mysql\.\w{2,20}|msysaccessobjects|domain\.(?:domains|columns|tables)|rdb\$\w+)$/;
