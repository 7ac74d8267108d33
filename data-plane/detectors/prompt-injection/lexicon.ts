import { characterTables } from './characters.ts';
import { INITIAL, joinHash, stepHash } from './hashing.ts';

/**
 * Words that matter to an order given to a model, by the part they play, in some thirty languages.
 *
 * Shape: entries are separated by blanks; `*` stands for any ending (the stem has 4 to 6 letters); `_` joins the
 *   words of a phrase of two or three. Scripts without blanks: 2 to 4 characters. Accents and case do not matter.
 * The categories are features and parts of rules; none of them is a verdict on its own.
 */
export const CATEGORIES = {
  override: `ignor* disreg* forget forge* overri* overrul* bypas* discar* negle* supers* revoke* cancel* abando* void drop_all stop_follow* pay_no pay_no_attention
    vergis* verges* missac* verwer* hintan* oublie* oubli ecarte* passe_outre olvid* omit* descar* pasa_por esquec* despre* descon* dimen* trascu* scorda* tralas*
    vergeet negee* glom bortse* glem ignore* unohda* ohita jata_huomi* zapomn* pomin zignor* zanedb* nedbaj* zabud* felejt* hagyd uita* nesoco* игнор* забуд* проигн* забуть ігнор*
    пренеб* отмени* λησμ* ξεχασ* αγνο* yoksay gorme* unut* dikkat* تجاه* انس اهمل* תתעל* התעל* תשכח שכח अनदेख* नज़र* भूल উপেক্ষ* ভুলে abaika* lupaka* kesampi* huwag_pansin* kalimu* balewa*
    bo_qua quen_di 忽略 无视 無視 忘记 忘記 忘掉 忽视 忽視 不要理会 不理會 无需理会 抛开 撤销 忘れ 無効 従わない 破棄 무시 잊어 잊고 เพิกเฉย ละเลย ไม่สนใจ ลืม`,
  prior: `previou* prior earlie* above preced* forego* former past until_now so_far before_this given_before told_before initial origin* existi* curren* everything
    vorher* bisher* fruher* obig* vorang* zuvor alles prece* anteri* tout_ce previa* previo* todas todo todos precee* sopra tutte tutto vorige eerde* voorga* bovens* alle tidig* foregå*
    ovanst* tidlig* aiempi* aikais* edelli* kaikki poprze* wczesn* wszyst* predch* predes* vsech* vsetky elozo* korabb* minden anteri* toate предыд* ранее прежни* всё выше попере* раніше всі
    προηγ* παραπ* ολες onceki tum butun yukari* السابق* كل جميع הקודמ* כל पिछले पिछली पूर्व सभी पहले পূর্ববর* আগের সমস্ত sebelu* semua terdah* terdahulu nakara* lahat naunang truoc tat_ca
    之前 先前 以前 以上 上述 前面 所有 全部 此前 これまで これ以前 前の 上記 すべて 全ての 이전 앞선 위의 모든 지금까지 ก่อนหน้า ทั้งหมด ข้างต้น`,
  order: `instru*  guidel* rule rules command* order orders constr* restri* polic* protoc* task tasks objec* goal goals mission
    anweis* befehl* vorgab* regel* aufgab* auftra* richtli* consig* ordre* regle* tache* indica* ordene* regla* tarea* regra* tarefa* istruz* ordini regole compit* comand*
    instruc* opdrac* regels opgave* oppgav* uppgif* anvisn* regler ohje* ohjei* tehtav* sannot polece* wskaz* zadani* zasad* pokyn* prikaz* ukol* pravid* utasit* szabal* felada* sarcin* regul*
    инстру* указан* команд* правил* задани* задач* вказів* інстру* завдан* οδηγι* εντολ* κανον* talima* komut* gorev* kural* تعليم* التعل* أوامر اوامر مهمة המهمة הורא* הנחי* הוראות פקוד* משימ* निर्देश* आदेश कार्य नियम নির্দেশ* আদেশ কাজ
    instruk* perint* aturan tugas arahan utos tagubi* panuto gawain huong_dan chi_dan lenh nhiem_vu quy_tac 指令 指示 命令 规则 規則 任务 任務 说明 要求 ルール タスク 지시 명령 규칙 작업 지침 คำสั่ง คำแนะนำ กฎ งาน directive directives directions`,
  reader: ` ai ais llm llms langua*_model* chatbo* bot bots gpt chatgp* claude gemini copilo* agent agents machin*_reader* automat*_system* autono*_agent* model_reading neural_network ki llms ia iaa modele modelo modell*
       agente* agenti agentti agenta tekoal* sztucz* inteli*_artif* kunstm*_intell* umela_inte* mestersé* mesters*_intell* ассист* помощн* ии бот нейрос* модель_язык* помічн* асисте* ші βοηθ* τεχνητ*  yapay_zeka
    مساعد المساع* الذكاء وكيل הבינה עוזר העוזר סוכן सहायक एआई एजेंट সহকারী এআই  kecerd* katulo* tro_ly tri_tue 助手 助理 智能体 人工智能 模型 代理 机器人 アシスタント エージェント モデル 人工知能 어시스턴트 도우미 에이전트 인공지능 모델 ผู้ช่วย เอไอ โมเดล assistant assistants assistent assistenten assistente assistenti asistente asistentes asystent asystenta asistenta asistan asistana asisten`,
  user: `user users human humans custom* reader readers      
    benutz* nutzer* anwend* kunde* utilis* usuari* lecto* lector* leitor* client* utente utenti lettor* gebrui* anvand* bruger* bruker* kaytta* uzytko* uzivat* pouziv* felhas* utiliz* польз* корист* χρηστ* kullan* المستخ* המשתמש משתמש उपयोगकर* यूज़र ব্যবহার* pengg* penggu* gumaga* nguoi_dung
    用户 使用者 用戶 读者 ユーザー 利用者 사용자 유저 ผู้ใช้`,
  tell: `tell telling  notif* mentio* reveal* disclo* alert*         
    sag sage sagen erwahn* mitteil* teile informi* verrat* dis dites  menti* divulg* dile digas decir comuni* revela* avise* conte diga diz dire dirlo rivela* vertel* melden zeg noem berat* beratt* fortel* sig kerro kertoa mainit* powiad* mow wspomi* ujawn* rekni rict sdel* zmin* hovor* aruld mond* kozold spune mentio*
    сообщ* говори* скажи* упомин* раскры* расска* повідо* кажи αναφ* πεις ενημε* soyle* bildir* bahset* تخبر تذكر تكشف תספר תגיד תגלה बताएं बताना बताओ বলবেন জানাব* beri_tahu katakan memberi*_tahu ungkap* sabihi* ipaala* noi_cho tiet_lo bao_cho
    告诉 告知 透露 提及 提到 通知 告訴 伝え 知らせ 教え 言わ 明かさ 알리 말하 언급 알려 บอก แจ้ง เปิดเผย inform informs informed informing warn`,
  negation: `not never don dont cannot no without avoid refrai* refuse* nor nicht nie kein* ohne ne pas jamais sans no nunca sin nao nunca sem non mai senza niet nooit zonder inte aldrig utan ikke aldri uden uten ala alka ei nie bez nigdy ne nikdy bez nikoli ne soha nelkul nu niciodata fara не никогда без ні ніколи μην ποτε χωρις asla degil olmadan لا لم دون אל לא בלי मत नहीं बिना না ছাড়া jangan tidak tanpa huwag hindi nang_hindi dung khong
    不要 不得 不能 切勿 别 請勿 勿 しないで ないで ずに 하지_마 하지 마십 마세 않고 ไม่ต้อง อย่า ห้าม โดยไม่`,
  secrecy: `secret* silent* discre* quietl* covert* hidden hide stealt* confid* invisi* unnoti* privat* heimli* still versteck* geheim* unauff* secret* discret* silenc* sigilo* silenz* segret* nascon* geheim* stil stiekem hemlig* tyst skjul* hemme* salaa tajne* potaj* skryt* titok* titkos* ascuns* тайно скрыт* секрет* незаме* тихо таємн* κρυφ* μυστικ* gizli* sessiz* سرا سرية بهدوء בסוד בשקט गुप्त चुपचाप গোপন* diam_diam rahasi* lihim palihi* bi_mat am_tham
    秘密 悄悄 暗中 隐藏 静默 保密 密かに こっそり 隠し 黙って 비밀 몰래 숨기 อย่างลับ ลับๆ เงียบ`,
  send: `send sends sendin* email emails e_mail mail forwar* post posts upload* transm* share shares exfilt* submit* deliver* dispat* leak wire transf* copy cc bcc publis* invite* reply respon* messag*
    sende senden schick* weiter* ubermi* leite teile envoi* envoye* transf* parta* envia* enviar manda* reenv* compar* invia* inoltr* condiv* stuur* verzend* doorst* skicka* vidare* send* lahet* jaa wyslij* przesl* udoste* posli odesl* preposl* poslat kuld* tovabb* trimit* отправ* перешл* пошли* выслат* надішл* перешл* στειλ* προωθ* gonder* ilet* paylas* ارسل أرسل إرسال שלח העבר भेजें भेजो भेज पाठाए* পাঠান পাঠাও kirim* teruska* ipadala* magpad* gui chuyen
    发送 转发 发到 寄送 上传 发给 傳送 轉發 送信 送って 転送 送り 보내 전송 전달 ส่ง ส่งต่อ`,
  destroy: `delete* remove* erase* wipe* drop destro* purge* trunca* uninst* disable* shutdo* shut_down stop kill termin* revoke* block corrupt* overwr* rm sudo
    losch* entfer* deakti* suppri* efface* desact* elimin* borra* borrar apagu* remov* exclu* cancel* verwij* wis radera* ta_bort slet slett* fjern* poista* usun* skasuj* smaz* odstra* vymaz* torol* sterg* elimin* удали* сотри* отключ* видал* διαγρ* σβησ* sil silin* kaldir* احذف حذف تعطيل מחק הסר हटाएं मिटा মুছে hapus* menghap* burahi* tanggal* xoa go_bo
    删除 清除 移除 禁用 刪除 削除 消去 無効化 삭제 제거 지워 ลบ ปิดการ`,
  run: `run execut* invoke* launch* start call calls calling use open visit* click* naviga* downlo* instal* fetch* curl wget browse* access* read retrie* lookup query load enable* schedu* create* add update* change* modify* replac* set grant* approv* accept* book buy purcha* order_a reserv* unlock* turn_on turn_off
    fuhre ausfuh* rufe offne* besuch* klick* lade instal* execut* lance* ouvre* visit* clique* telech* ejecut* abre abra descar* haz_clic execut* acess* baixe esegui* apri clicca scaric* voer bezoek* open kor besok* ladda ned besog* kjor suorit* avaa uruch* otworz* pobierz* kliknij* spust* otevri* stahn* futtas* nyisd lefutt* ruleaz* deschi* acces* запуст* выполн* откро* перейд* скача* нажми* запуст* викона* відкри* εκτελ* επισκ* ανοιξ* calist* ziyare* tikla indir نفذ تشغيل افتح اضغط الرابط הרץ הפעל פתח לחץ चलाएं खोलें क्लिक করুন চালান jalank* buka kunjun* klik unduh patakb* buksan i-click chay truy_cap nhap_vao mo
    执行 运行 调用 打开 访问 点击 下载 安装 執行 點擊 実行 開いて アクセス クリック ダウンロード 呼び出 실행 열어 방문 클릭 다운로드 호출 เรียกใช้ คลิก เปิด ดาวน์โหลด รัน`,
  credential: `passwo* passwd token tokens secret secrets apikey api_key creden* key keys ssh private_key env cookie cookies login auth otp pin session_id kennwo* passwo* schlus* zugang* mot_de_passe motdep* identi* cle clave* contra* creden* senha* chave* parola* chiave* wachtw* sleute* losen* nyckel* adgang* kodeor* passor* salasa* avain* haslo* klucz* heslo* klic* jelsz* kulcs* parole* cheia парол* ключ* учетн* токен* пароль* κωδικ* συνθημ* sifre* parola* anahta* كلمة_المرور مفتاح סיסמ* מפתח पासवर्ड कुंजी পাসওয়ার্ড kata_sandi kunci mat_khau khoa
    密码 密钥 令牌 口令 凭证 密碼 金鑰 パスワード 鍵 トークン キー 認証情報 비밀번호 암호 토큰 키를 รหัสผ่าน คีย์`,
  content: `email emails file files messag* histor* conver* contac* docume* data record* invoic* calend* transc* inform* output addres* account* transa* reposi* issue issues database* backup* log logs photo* dateie* nachri* verlau* fichie* archiv* mensaj* correo* arquiv* mensag* messag* bestan* berich* filer filen tiedos* plik* soubor* subor* fajl* fisier* файл* сообщ* письм* повідо* αρχει* dosya* mesaj* ملف الملف* قوبץ קובץ קבצ* फ़ाइल ईमेल ফাইল file berkas mga_file tep tin_nhan
    文件 邮件 消息 记录 对话 郵件 檔案 ファイル メール メッセージ 履歴 会話 파일 이메일 메시지 대화 ไฟล์ อีเมล ข้อความ`,
  money: `pay payme* transf* invoic* bank bitcoi* btc crypto* wallet* fund funds iban usd eur dollar* euros price* refund* gift_card* zahl* uberwe* konto rechnu* paye* virem* compte* factur* pago* cuenta pague conta pagam* boni* betaal* rekeni* betala* betal* maksa* zaplac* przele* konto zaplat* ucet fizes* utald* plat* cont оплат* перевед* счет* переве* πληρω* odeme* havale ادفع حساب שלם חשבון भुगतान खाता টাকা bayar* rekeni* bayara* thanh_toan
    支付 转账 付款 账户 汇款 轉帳 支払 振込 口座 결제 송금 계좌 โอนเงิน ชำระ บัญชี`,
  duty: `must shall should have_to has_to need_to needs_to requir* obliga* mandat* imperat* always only strict* exactl* comply compli* obey follow adhere* perfor* carry_out make_sure ensure
    musst mussen muss sollst sollen pflich* befolg* unbedi* dois devez doit obliga* suive* suivre respec* debes debe deben tienes_que obedec* siga sigue segui* deve devi devono obbed* dovete moet moeten volg måste foljer skal skall must taytyy pitaa noudat* musisz nalezy nalezy wykonaj musis musite nasled* kell kovesd trebuie urmea* должен должны обязан* следуй* выполн* повинен маєш πρεπει ακολουθ* zorund* gerek* uymali* mutlak* يجب عليك اتبع חייב עליך יש_ל चाहिए पालन अवश्य অবশ্যই মেনে harus wajib ikuti dapat kailan* dapat phai tuan_thu
    必须 务必 应当 遵循 遵守 只能 必須 請務必 従って 必ず してください なければ 반드시 따르 해야 하십시오 ต้อง ปฏิบัติตาม จำเป็น`,
  alarm: `import* urgent* critic* attent* warnin* immedi* emerg* asap now priori* essent* notice alert wichti* achtun* dringe* sofort warnun* attent* urgenc* immédi* import* atenc* urgen* inmedi* atenç* atenca* imedia* subito urgent* attenz* belang* dringen* onmidd* viktig* genast vigtig* straks tarke* heti valitt* wazne uwaga piln* natych* duleži* dulezi* pozor okamzi* ihned fontos* figyel* azonna* surgo* atenti* imedia* важно внима* срочно немедл* увага термін* σημαντ* προσοχ* επειγ* αμεσ* onemli* dikkat acil* hemen مهم تنبيه عاجل فورا חשוב שים_לב דחוף מיד महत्वपूर्ण ध्यान तुरंत জরুরি গুরুত্ব* এখনই penting perhat* segera mahala* agad babala quan_trong chu_y khan_cap ngay
    重要 注意 紧急 立即 立刻 警告 緊急 馬上 至急 直ちに すぐに 警告 중요 주의 긴급 즉시 경고 สำคัญ ด่วน ทันที คำเตือน`,
  sequence: `before after once when whenev* first then next instead prior_to until finish* proceed* continu* begin* start_by upon follow*_this additio* bevor zuerst danach nachdem sobald stattd* avant apres ensuit* d_abord au_lieu antes despue* primero luego en_lugar depois primei* prima dopo poi invece voordat eerst daarna in_plaats innan forst sedan efter for_du derefter ensin ennen sitten najpie* zanim potem zamiast nejprv* predti* pote misto najprv elosz* mielőtt mielo* utana inainte mai_intai apoi прежде сначал* затем потом вместо спочат* перед πριν πρωτα μετα αντι once sonra yerine قبل اولا أولا بعد ثم לפני קודם אחרי ואז पहले बाद फिर আগে প্রথমে পরে sebelum pertam* kemudi* setela* bago muna pagkat* pagkatap* truoc_khi sau_do dau_tien
    首先 然后 之后 接下来 继续 在此之前 完成后 先に まず その後 代わりに 続ける前 먼저 그다음 다음에 대신 전에 ก่อนที่ จากนั้น แทนที่ หลังจาก`,
  persona: `you_are you_are_now act_as acting_as preten* role_pl* rolepl* simula* imagin* persona charac* mode jailbr* dan unrest* uncens* unfilt* no_restr* no_limi* no_rules develo*_mode godmod* du_bist agiere* spiele verhal* tu_es vous_etes agis comport* eres ahora_eres actua finge compor* voce_e aja finja sei_ora comport* fingi je_bent doe_alsof gedraag* du_ar_nu lat du_er_nu olet_nyt esita jestes zachow* udawaj jsi chovej predst* te_vagy viselk* esti_acum prefa* ты_тепер* вы_тепер* притво* представ* ти_тепер* υποκρ* εισαι_τωρα artik_sen davran* انت_الآن أنت_الآن تظاهر אתה_עכשיו התחזה अब_आप अभिनय তুমি_এখন আপনি_এখন anda_adalah berpur* bertind* ikaw_ay magpan* ban_la gia_vo dong_vai
    你现在是 你是 扮演 假装 模式 角色 你現在 あなたは 演じ ふりを なりきっ 당신은 너는 역할 척해 คุณคือ แสดงเป็น สวมบท`,
  authority: `system* admin* develo* root operat* securi* mainta* superv* manage* owner openai anthro* google microso* hr_depar* it_depar* compli* audit* verifi* author* approv* offici* platfo* creator system* entwi* verwal* systèm* admini* dévelo* develop* sistem* desarr* desenv* svilup* beheer* utveck* udvik* yllapi* kehitt* programi* spravc* vyvoj* fejles* rendsz* adminis* систем* админи* разраб* розроб* διαχει* συστημ* yoneti* gelist* النظام مسؤول מערכת המערכת מנהל מפתח सिस्टम प्रशासक সিস্টেম penge* admin tagapa* quan_tri he_thong
    系统 管理员 开发者 官方 系統 管理員 システム 管理者 開発者 시스템 관리자 개발자 ระบบ ผู้ดูแล`,
  output: `print* say saying output* respon* reply repeat* write answer* displa* return* echo state includ* append* insert* add_a recomm* mentio* conclu* summar* transl* genera* produc* list ausgab* gib schrei* antwor* wieder* zeige affich* ecris* repond* repete* imprim* escrib* respon* repit* muestr* escrev* respon* mostre mostra* scriv* rispon* ripet* stampa* schrij* antwoo* herhaa* toon skriv* svara upprep* visa svar gentag* gjenta* vis kirjoi* vastaa* toista nayta tulost* napisz odpowi* powtor* wyswie* wypisz napis odpove* opakuj* zobraz* vypis* napis* ird valasz* ismete* mutasd scrie* raspun* repeta* afise* напиши* ответь* повтор* вывед* покажи* напиши* відпов* виведи* γραψ* απαντ* επαναλ* εμφαν* yaz yazdir* cevap* tekrar* goster* اكتب اطبع أجب كرر اعرض כתוב ענה הדפס חזור הצג लिखें उत्तर जवाब दिखाएं লিখুন উত্তর দেখান tulis* jawab* ulangi cetak tampil* isulat sagut* uliti* ipakit* viet tra_loi in_ra lap_lai hien_thi
    输出 回复 回答 打印 重复 显示 写道 說 輸出 回覆 出力 返答 答え 繰り返 表示 書いて 출력 대답 답변 반복 표시 써줘 พิมพ์ ตอบ แสดง ทำซ้ำ เขียน`,
  prompt: `prompt prompts system_prompt system_messa* hidden_instr* initial_instr* context_window instru*_above text_above systemprompt sysprompt system_instr* invite_systeme prompts mensaj*_del_sistema prompt_del mensag*_do_sistema prompt_di_sistema systeempr* systemi* kehote промпт* промт* подсказк* системн*_промпт системн*_сообщ* προτροπ* istem* sistem_istemi موجه التوجيه הנחיית प्रॉम्प्ट প্রম্পট
    系统提示 提示词 提示詞 系统消息 システムプロンプト プロンプト 시스템_프롬프트 프롬프트 พรอมต์ ระบบพร้อม`,
  please: `please kindly pls could_you would_you can_you i_need i_want i_would bitte konnte* svp s_il veuill* merci por_favor podri* favor per_favore potre* alstub* graag snalla vanlig* venlig* vennli* pyyda* ole_hyva prosze prosim kerem kerlek va_rog пожалу* прошу будь_ласка παρακαλ* lutfen من_فضلك يرجى رجاء בבקשה אנא कृपया দয়া_করে অনুগ্র* tolong mohon silaka* pakiusap paki vui_long xin lam_on
    请 請 麻烦 ください お願い 下さい 부탁 주세요 해주세요 กรุณา โปรด ช่วย`,
  you: `you your yours yourse* du dein* deine ihr ihre sie tu ton votre vous te tus su usted voce seu sua tuo tua je jij jouw uw du din ditt dig sinun sina twoj* ty ciebie tvuj tvoj* te neked ваш* твой* ты вы ти ви твоя σου σας εσυ sen senin siz* انت أنت لك אתה שלך आप आपके তুমি আপনি আপনার anda kamu ikaw iyong mo ban cua_ban 你 您 你的 あなた 당신 너의 คุณ ของคุณ`,
  mine: `my me i mine our us mein* mir mich unser* mon ma mes notre mi mis meu minha mio mia mij mijn min mitt mina minun moj* moje muj muj enyem nekem meu мой мои моя мне мені мій μου bana benim لي בשבילי שלי मेरे मेरा আমার saya aku ko toi cua_toi 我的 我 私の 僕の 내 나의 제 ของฉัน ฉัน`,
  fresh: `new updated real actual following revised true latest next additional different changed second neu* neue neuen nouve* nuev* nov* nuov* nieuw* nya uusi uudet nowe nowa nove novy uj noua новая новое новые нова нове νεα νεες yeni جديد* الجديد* חדש* नया नए নতুন baru bagong moi
    新 新的 新しい 새로운 ใหม่`,
  address: `note message attention dear hint hello hey memo notice reminder fao addressed to for hinweis nachric* mitteil* liebe* an fur note pour nota para mensa* messag* opmerk* bericht voor meddel* besked melding til viesti uwaga dla wiadom* poznam* megjeg* nota заметк* сообще* для увага приміт* σημειω* για not mesaj ملاحظ* رسالة إلى הערה הודעה नोट संदेश লিখুন catatan pesan untuk paalala para_sa luu_y cho
    注意 致 给 對 への 注意 에게 알림 ถึง หมายเหตุ`,
  assistant: `ai ais llm llms langua*_model* large_language  chatbo* chatgp* gpt claude gemini copilo*  ai_agent ai_agents ai_model coding_agent autono*_agent ki ia iaa    tekoal* sztucz* umela_inte* mesters*_intell* ассист* ии нейрос* модель_язык* асисте* ші τεχνητ*  yapay_zeka المساع* الذكاء הבינה העוזר सहायक एआई সহকারী এআই kecerd* tro_ly tri_tue
    人工智能 人工智慧 AI助手 智能体 语言模型 人工知能 アシスタント 言語モデル 어시스턴트 인공지능 언어_모델 ผู้ช่วย เอไอ assistant assistants assistent assistenten assistente assistenti assistentti asistente asistentes asystent asystenta asystentowi asistenta asistan asistana asisten asistenti virtual_assistant`,
  roleName: `system sys user assistant human inst instruction instructions developer tool tool_result tool_results tool_response function_results function_calls document documents context im_start im_end start_header_id end_header_id eot_id endoftext search_results start_of_turn end_of_turn prompt system_prompt admin message output input data observation response important information`,
} as const;

/** The name of a category. */
export type Category = keyof typeof CATEGORIES;

/** Category names in the order of their bits. */
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as Category[];

/** The bit of a category in the masks that lookups return. */
export function bitOf(category: Category): number {
  return 1 << CATEGORY_NAMES.indexOf(category);
}

/** Hash table from the hash of a word, a stem or a phrase to a mask of categories. */
export interface Lexicon {
  readonly keys: Int32Array;
  readonly masks: Int32Array;
  readonly bits: number;
}

let lexicon: Lexicon | null = null;

/**
 * The lexicon as a hash table, made on first use and kept.
 *
 * Cost: a few milliseconds once.
 */
export function loadLexicon(): Lexicon {
  return (lexicon ??= build());
}

/** The categories of a hash; 0 where it is in no list. */
export function categoriesOf(table: Lexicon, hash: number): number {
  const { keys, masks } = table;
  const mask = keys.length - 1;
  let slot = Math.imul(hash, 0x9e3779b1) >>> (32 - table.bits);
  for (;;) {
    const key = keys[slot] as number;
    if (key === hash) return masks[slot] as number;
    if (key === 0) return 0;
    slot = (slot + 1) & mask;
  }
}

/** Frequent English words rotated by 13, and read backwards: a few of them and the text was written so. Bits beside those of the categories. */
export const ROTATED = 1 << 29;
export const BACKWARDS = 1 << 30;
const ROTATED_WORDS = [
  'gur',
  'naq',
  'lbh',
  'nyy',
  'sbe',
  'guvf',
  'lbhe',
  'gung',
  'jvgu',
  'bs',
  'gb',
  'vf',
  'cyrnfr',
  'hfre',
  'vafgehpgvbaf',
  'nffvfgnag',
];
const BACKWARDS_WORDS = [
  'eht',
  'dna',
  'uoy',
  'lla',
  'rof',
  'siht',
  'ruoy',
  'taht',
  'htiw',
  'fo',
  'ot',
  'morf',
  'esaelp',
  'resu',
  'snoitcurtsni',
  'tnatsissa',
];

const BITS = 14;
/** Mixed into the hash of a stem so that `form*` is not the word "form". */
export const STEM_SALT = 0x5bd1e995;

function build(): Lexicon {
  const table: Lexicon = { keys: new Int32Array(1 << BITS), masks: new Int32Array(1 << BITS), bits: BITS };
  CATEGORY_NAMES.forEach((name, index) => {
    for (const entry of CATEGORIES[name].split(/\s+/)) {
      const hash = entryHash(entry);
      if (hash !== 0) insert(table, hash, 1 << index);
    }
  });
  for (const word of ROTATED_WORDS) insert(table, entryHash(word), ROTATED);
  for (const word of BACKWARDS_WORDS) insert(table, entryHash(word), BACKWARDS);
  return table;
}

/** Phrases and unblanked scripts hash as their words joined; a stem hashes as a prefix of 4 to 6 letters. */
function entryHash(entry: string): number {
  const { fold, kind } = characterTables();
  let joined = 0;
  for (const word of entry.split('_')) {
    const isStem = word.endsWith('*');
    let hash = INITIAL;
    let length = 0;
    for (let i = 0; i < word.length; i++) {
      const unit = word.charCodeAt(i);
      if (unit === 42 || kind[unit] === 4 || unit === 39) continue;
      const folded = fold[unit] as number;
      if (kind[unit] === 3) {
        joined = joinHash(joined, stepHash(INITIAL, folded));
        continue;
      }
      if (isStem && length === 6) break;
      hash = stepHash(hash, folded);
      length++;
    }
    if (length === 0) continue;
    joined = joinHash(joined, isStem && length >= 4 ? hash ^ STEM_SALT : hash);
  }
  return joined;
}

function insert(table: Lexicon, hash: number, bit: number): void {
  const mask = table.keys.length - 1;
  let slot = Math.imul(hash, 0x9e3779b1) >>> (32 - table.bits);
  while (table.keys[slot] !== 0 && table.keys[slot] !== hash) slot = (slot + 1) & mask;
  table.keys[slot] = hash;
  table.masks[slot] = (table.masks[slot] as number) | bit;
}
