// Made by make_api_types.mjs from /api/openapi.json: not edited by hand.
export interface paths {
  '/api/account/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Qui suis-je, et avec quels droits */
    get: operations['get_api_account_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/account/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Changer son mot de passe */
    put: operations['put_api_account_password'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/account/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ouvrir une session */
    post: operations['post_api_account_session'];
    /** Fermer la session */
    delete: operations['delete_api_account_session'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/account/town': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Identité de la collectivité */
    get: operations['get_api_account_town'];
    /** Modifier l’identité de la collectivité */
    put: operations['put_api_account_town'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/account/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lister les comptes */
    get: operations['get_api_account_users'];
    put?: never;
    /** Ajouter un compte */
    post: operations['post_api_account_users'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/account/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Modifier un compte */
    patch: operations['patch_api_account_users_id'];
    trace?: never;
  };
  '/api/street/areas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Secteurs */
    get: operations['get_api_street_areas'];
    put?: never;
    /** Importe des secteurs en GeoJSON */
    post: operations['post_api_street_areas'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/areas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Retire un secteur */
    delete: operations['delete_api_street_areas_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/bulk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Agit sur plusieurs signalements */
    post: operations['post_api_street_bulk'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/categories': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Rubriques */
    get: operations['get_api_street_categories'];
    put?: never;
    /** Ajoute une rubrique */
    post: operations['post_api_street_categories'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/categories/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Change une rubrique */
    put: operations['put_api_street_categories_code'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Le travail du jour, par état et par équipe */
    get: operations['get_api_street_counts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/drafts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ouvre ou complète un brouillon : photos, propositions, déjà signalé */
    post: operations['post_api_street_drafts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Signalements pour les agents, CSV */
    get: operations['get_api_street_export_csv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/map': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Carte des signalements, regroupés */
    get: operations['get_api_street_map'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/photos/{id}/boxes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Redessine les cadres qui masquent */
    put: operations['put_api_street_photos_id_boxes'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/photos/{id}/mini.jpg': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Vignette masquée, pour les agents */
    get: operations['get_api_street_photos_id_mini_jpg'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/photos/{id}/original': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Photo d'origine, avec un motif */
    get: operations['get_api_street_photos_id_original'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/photos/{id}/publication': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Publie ou retire une photo */
    post: operations['post_api_street_photos_id_publication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/photos/{id}/vue.jpg': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Photo masquée, pour les agents */
    get: operations['get_api_street_photos_id_vue_jpg'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/public/basemap.geojson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Contours de la ville, fond des cartes */
    get: operations['get_api_street_public_basemap_geojson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/public/export.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Données ouvertes, CSV */
    get: operations['get_api_street_public_export_csv'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/public/export.geojson': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Données ouvertes, GeoJSON */
    get: operations['get_api_street_public_export_geojson'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/public/export.schema.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Schéma des données ouvertes */
    get: operations['get_api_street_public_export_schema_json'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/public/map': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Carte publique des signalements, regroupés */
    get: operations['get_api_street_public_map'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/public/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Liste publique des signalements */
    get: operations['get_api_street_public_reports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Liste des signalements */
    get: operations['get_api_street_reports'];
    put?: never;
    /** Envoie un signalement */
    post: operations['post_api_street_reports'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports/{ref}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Un signalement */
    get: operations['get_api_street_reports_ref'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Corrige un signalement */
    patch: operations['patch_api_street_reports_ref'];
    trace?: never;
  };
  '/api/street/reports/{ref}/answer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Répond à une question, par le lien de suivi */
    post: operations['post_api_street_reports_ref_answer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports/{ref}/duplicates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lie un doublon à son original */
    post: operations['post_api_street_reports_ref_duplicates'];
    /** Délie un doublon */
    delete: operations['delete_api_street_reports_ref_duplicates'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports/{ref}/me-too': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ajoute sa voix à un signalement */
    post: operations['post_api_street_reports_ref_me_too'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports/{ref}/notes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ajoute une note */
    post: operations['post_api_street_reports_ref_notes'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports/{ref}/photos': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ajoute des photos, après intervention */
    post: operations['post_api_street_reports_ref_photos'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/reports/{ref}/transitions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Change l'état d'un signalement */
    post: operations['post_api_street_reports_ref_transitions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/routing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Qui traite quoi, où */
    get: operations['get_api_street_routing'];
    /** Remplace le tableau d'aiguillage */
    put: operations['put_api_street_routing'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/teams': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Équipes */
    get: operations['get_api_street_teams'];
    put?: never;
    /** Ajoute une équipe */
    post: operations['post_api_street_teams'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/teams/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Change une équipe */
    put: operations['put_api_street_teams_id'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/templates': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Textes des messages */
    get: operations['get_api_street_templates'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/templates/{event}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Change un texte */
    put: operations['put_api_street_templates_event'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/street/templates/{event}/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Montre un texte sur un signalement */
    post: operations['post_api_street_templates_event_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/appointments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Rendez-vous de commande */
    get: operations['get_api_v1_canteen_appointments'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/appointments/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Règle un rendez-vous : heure limite, risque */
    put: operations['put_api_v1_canteen_appointments_code'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/calendar': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Les jours de service d’une année scolaire */
    get: operations['get_api_v1_canteen_calendar'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/calendar/breaks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ajoute des vacances */
    post: operations['post_api_v1_canteen_calendar_breaks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/calendar/breaks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Retire des vacances */
    delete: operations['delete_api_v1_canteen_calendar_breaks_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/calendar/days/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Ouvre ou ferme un jour contre le calendrier */
    put: operations['put_api_v1_canteen_calendar_days_date'];
    post?: never;
    /** Rend un jour au calendrier */
    delete: operations['delete_api_v1_canteen_calendar_days_date'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/campaigns': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Campagnes de pesée */
    get: operations['get_api_v1_canteen_campaigns'];
    put?: never;
    /** Ouvre une campagne de pesée */
    post: operations['post_api_v1_canteen_campaigns'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/campaigns/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Une campagne et ses pesées */
    get: operations['get_api_v1_canteen_campaigns_id'];
    /** Change les dates d’une campagne */
    put: operations['put_api_v1_canteen_campaigns_id'];
    post?: never;
    /** Retire une campagne sans pesée */
    delete: operations['delete_api_v1_canteen_campaigns_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/canteens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Cantines et cuisines */
    get: operations['get_api_v1_canteen_canteens'];
    put?: never;
    /** Ajoute une cantine */
    post: operations['post_api_v1_canteen_canteens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/canteens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Modifie une cantine */
    put: operations['put_api_v1_canteen_canteens_id'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/closures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Fermetures de cantines */
    get: operations['get_api_v1_canteen_closures'];
    put?: never;
    /** Déclare une fermeture */
    post: operations['post_api_v1_canteen_closures'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/closures/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Modifie une fermeture */
    put: operations['put_api_v1_canteen_closures_id'];
    post?: never;
    /** Retire une fermeture */
    delete: operations['delete_api_v1_canteen_closures_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Repas commandés et mangés, par jour */
    get: operations['get_api_v1_canteen_counts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/counts/{canteen}/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Compte les repas mangés */
    put: operations['put_api_v1_canteen_counts_canteen_date'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/days': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Les cantines d’un jour, les douteuses d’abord */
    get: operations['get_api_v1_canteen_days'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/days/{date}/{canteen}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Une cantine un jour : prévision, raisons, commande, comptages */
    get: operations['get_api_v1_canteen_days_date_canteen'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/donations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Dons, conventions et repas à proposer */
    get: operations['get_api_v1_canteen_donations'];
    put?: never;
    /** Ouvre un bon de don */
    post: operations['post_api_v1_canteen_donations'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/donations/agreements': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ajoute une convention */
    post: operations['post_api_v1_canteen_donations_agreements'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/donations/{id}/sign': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signature de l’association */
    post: operations['post_api_v1_canteen_donations_id_sign'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/exports/ma-cantine': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Mesures et déclaration annuelle pour ma cantine */
    get: operations['get_api_v1_canteen_exports_ma_cantine'];
    /** Dit le diagnostic, le plan et les actions d’une année */
    put: operations['put_api_v1_canteen_exports_ma_cantine'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/factors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Facteurs en vigueur, avec leur source */
    get: operations['get_api_v1_canteen_factors'];
    put?: never;
    /** Ajoute un facteur de la ville */
    post: operations['post_api_v1_canteen_factors'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/forecasts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Prévisions d’un jour */
    get: operations['get_api_v1_canteen_forecasts'];
    put?: never;
    /** Demande le calcul des prévisions d’un rendez-vous */
    post: operations['post_api_v1_canteen_forecasts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/forecasts/{id}/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Ce qui a changé depuis le rendez-vous précédent, en repas */
    get: operations['get_api_v1_canteen_forecasts_id_changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/forecasts/{id}/explanation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Ce qui explique une prévision, en repas */
    get: operations['get_api_v1_canteen_forecasts_id_explanation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Fichiers déposés */
    get: operations['get_api_v1_canteen_imports'];
    put?: never;
    /** Dépose un fichier de la restauration scolaire */
    post: operations['post_api_v1_canteen_imports'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/imports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Ce qui a été trouvé dans un fichier */
    get: operations['get_api_v1_canteen_imports_id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/imports/{id}/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Accepte un fichier et des réparations */
    post: operations['post_api_v1_canteen_imports_id_accept'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/imports/{id}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Annule un import */
    post: operations['post_api_v1_canteen_imports_id_undo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/kitchen/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Le total de la cuisine, son risque et sa répartition */
    get: operations['get_api_v1_canteen_kitchen_date'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/kitchens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ajoute une cuisine */
    post: operations['post_api_v1_canteen_kitchens'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/kitchens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Modifie une cuisine */
    put: operations['put_api_v1_canteen_kitchens_id'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/menus': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Menus, publiés ou non */
    get: operations['get_api_v1_canteen_menus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/menus/publish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Publie les menus d’une période */
    post: operations['post_api_v1_canteen_menus_publish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/menus/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Écrit le menu d’un jour */
    put: operations['put_api_v1_canteen_menus_date'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/orders/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirme toutes les commandes vues, sauf celles écartées */
    post: operations['post_api_v1_canteen_orders_confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/orders/pass': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Passe la commande d’un jour */
    post: operations['post_api_v1_canteen_orders_pass'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/orders/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Une deuxième personne approuve un nombre sous le plancher */
    post: operations['post_api_v1_canteen_orders_id_approve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/orders/{id}/confirm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirme la commande proposée */
    post: operations['post_api_v1_canteen_orders_id_confirm'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/orders/{id}/correct': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Corrige une commande, avec sa raison */
    post: operations['post_api_v1_canteen_orders_id_correct'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/orders/{id}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Revient à la proposition */
    post: operations['post_api_v1_canteen_orders_id_undo'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/outings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sorties scolaires */
    get: operations['get_api_v1_canteen_outings'];
    put?: never;
    /** Déclare une sortie */
    post: operations['post_api_v1_canteen_outings'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/outings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Modifie une sortie */
    put: operations['put_api_v1_canteen_outings_id'];
    post?: never;
    /** Retire une sortie */
    delete: operations['delete_api_v1_canteen_outings_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/passports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Passeports de qualité des données */
    get: operations['get_api_v1_canteen_passports'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/public/menus': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Menus publiés, quatre semaines */
    get: operations['get_api_v1_canteen_public_menus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/public/menus.ics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Menus publiés, pour un agenda */
    get: operations['get_api_v1_canteen_public_menus_ics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/pupils': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Effectifs par école et année */
    get: operations['get_api_v1_canteen_pupils'];
    /** Saisit un effectif */
    put: operations['put_api_v1_canteen_pupils'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Bilan d’une période, rejouée à manque égal */
    get: operations['get_api_v1_canteen_report'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/sites': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Noms lus dans les fichiers et leur cantine */
    get: operations['get_api_v1_canteen_sites'];
    /** Attache un nom à une cantine, ou à aucune */
    put: operations['put_api_v1_canteen_sites'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/strike-sheets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Feuilles de grève d’un jour, une ligne par cantine */
    get: operations['get_api_v1_canteen_strike_sheets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/strike-sheets/{canteen}/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Remplit la feuille de grève d’une cantine */
    put: operations['put_api_v1_canteen_strike_sheets_canteen_date'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/strikes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Jours de grève annoncés */
    get: operations['get_api_v1_canteen_strikes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/strikes/{date}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Annonce une grève */
    put: operations['put_api_v1_canteen_strikes_date'];
    post?: never;
    /** Retire une annonce de grève */
    delete: operations['delete_api_v1_canteen_strikes_date'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/weighings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Garde une pesée */
    post: operations['post_api_v1_canteen_weighings'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/canteen/weighings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Retire une pesée */
    delete: operations['delete_api_v1_canteen_weighings_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Contrôle un tableau : le fichier entre, les lignes sortent à mesure */
    post: operations['post_api_v1_grants_check'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/check/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Commence le contrôle d’un fichier envoyé par blocs */
    post: operations['post_api_v1_grants_check_runs'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/check/runs/{id}/blocks/{n}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Un bloc du fichier, à partir de 0 ; les lignes trouvées */
    post: operations['post_api_v1_grants_check_runs_id_blocks_n'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/check/runs/{id}/finish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** La fin du fichier ; les dernières lignes et le bilan */
    post: operations['post_api_v1_grants_check_runs_id_finish'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Fichiers de l’atelier de réparation */
    get: operations['get_api_v1_grants_files'];
    put?: never;
    /** Dépose un fichier à réparer */
    post: operations['post_api_v1_grants_files'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Ce qui a été trouvé dans un fichier */
    get: operations['get_api_v1_grants_files_id'];
    put?: never;
    post?: never;
    /** Retire un fichier de l’atelier */
    delete: operations['delete_api_v1_grants_files_id'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files/{id}/answers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Accepte, annule, corrige */
    post: operations['post_api_v1_grants_files_id_answers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files/{id}/compare': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cherche les demandes qui se ressemblent */
    post: operations['post_api_v1_grants_files_id_compare'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files/{id}/outputs/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Fichiers produits */
    get: operations['get_api_v1_grants_files_id_outputs_name'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files/{id}/rows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lignes avant et après */
    get: operations['get_api_v1_grants_files_id_rows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/files/{id}/send': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Envoie les lignes publiables vers la publication */
    post: operations['post_api_v1_grants_files_id_send'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/pairs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Demandes qui se ressemblent */
    get: operations['get_api_v1_grants_pairs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/pairs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Deux demandes côte à côte */
    get: operations['get_api_v1_grants_pairs_id'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/pairs/{id}/verdict': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Répond à un rapprochement */
    post: operations['post_api_v1_grants_pairs_id_verdict'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/publications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Années et versions publiées */
    get: operations['get_api_v1_grants_publications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/publications/rows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Prend les lignes d’un fichier contrôlé */
    post: operations['post_api_v1_grants_publications_rows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/publications/rows/{id}/answer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Répond à ce qui attend */
    post: operations['post_api_v1_grants_publications_rows_id_answer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/publications/scope': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Choisit ce qui est publié */
    put: operations['put_api_v1_grants_publications_scope'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/publications/{year}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Les lignes d’une année et ce qui attend */
    get: operations['get_api_v1_grants_publications_year'];
    put?: never;
    /** Publie une version */
    post: operations['post_api_v1_grants_publications_year'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/publications/{year}/{version}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Retire une version */
    post: operations['post_api_v1_grants_publications_year_version_withdraw'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/grants/rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Seuils et délais datés */
    get: operations['get_api_v1_grants_rules'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Problem: {
      title: string;
      status: number;
      detail?: string;
      code?: string;
    };
  };
  responses: {
    /** @description Refus ou erreur, avec sa raison (RFC 9457) */
    Problem: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  get_api_account_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_account_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_account_session: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_account_session: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_account_town: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_account_town: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_account_users: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_account_users: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  patch_api_account_users_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_areas: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              name: string;
              kind: string;
              active: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_areas: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              name: string;
              kind: string;
              active: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_street_areas_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_bulk: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            done: string[];
            refused: {
              ref: string;
              reason: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_categories: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              code: string;
              family: string;
              family_label?: string;
              label: string;
              hint: string;
              definition: string;
              keywords: string[];
              team: string;
              sla: string;
              visibility: string;
              duplicate_radius_m: number;
              kind: string;
              active: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_categories: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_street_categories_code: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            code: string;
            family: string;
            family_label?: string;
            label: string;
            hint: string;
            definition: string;
            keywords: string[];
            team: string;
            sla: string;
            visibility: string;
            duplicate_radius_m: number;
            kind: string;
            active: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_counts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            late: number;
            due_soon: number;
            mine: number;
            to_check_photos: number;
            teams: {
              id: string;
              name: string;
              open: number;
              late: number;
            }[];
            states: {
              [key: string]: number;
            };
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_drafts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_export_csv: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_map: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            clusters: {
              lat: number;
              lon: number;
              count: number;
              bbox: number[];
            }[];
            markers: {
              ref: string;
              lat: number;
              lon: number;
              category: string;
              state: string;
              state_label: string;
              label: string;
            }[];
            sampled: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_street_photos_id_boxes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_photos_id_mini_jpg: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_photos_id_original: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_photos_id_publication: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            blur_state: string;
            published: boolean;
            boxes: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_photos_id_vue_jpg: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_public_basemap_geojson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_public_export_csv: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_public_export_geojson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/geo+json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_public_export_schema_json: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_public_map: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_public_reports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_reports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              ref: string;
              version: number;
              state: string;
              state_label: string;
              state_reason: string;
              category: string;
              category_label: string;
              category_confirmed: boolean;
              family: string;
              priority: string;
              visibility: string;
              address: string;
              area_names: string[];
              team: string | null;
              assignee: string | null;
              received_at: string;
              planned_at: string | null;
              closed_at: string | null;
              deadline_at: string | null;
              deadline_status: string;
              lat: number | null;
              lon: number | null;
              thumb: string | null;
              followers: number;
              flags: string[];
              photos: number;
              suggestion?: {
                decision_id: string;
                top: {
                  code: string;
                  label: string;
                  p: number;
                }[];
                abstained: boolean;
              };
            }[];
            next_cursor: string | null;
            total_estimate: number;
            total_is_exact: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      429: components['responses']['Problem'];
      default: components['responses']['Problem'];
    };
  };
  get_api_street_reports_ref: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ref: string;
            version: number;
            state: string;
            state_label: string;
            state_reason: string;
            category: string;
            category_label: string;
            category_confirmed: boolean;
            family: string;
            priority: string;
            visibility: string;
            address: string;
            area_names: string[];
            team: string | null;
            assignee: string | null;
            received_at: string;
            planned_at: string | null;
            closed_at: string | null;
            deadline_at: string | null;
            deadline_status: string;
            lat: number | null;
            lon: number | null;
            thumb: string | null;
            followers: number;
            flags: string[];
            description: string;
            public_description: string;
            channel: string;
            photos: {
              id: string;
              kind: string;
              url: string | null;
              thumb_url: string | null;
              blur_state: string;
              blur_boxes: {
                kind: string;
                x: number;
                y: number;
                w: number;
                h: number;
              }[];
              published: boolean;
              original_allowed: boolean;
            }[];
            events: {
              seq: number;
              at: string;
              actor: string;
              actor_name: string;
              type: string;
              from: string;
              to: string;
              payload: {
                [key: string]: unknown;
              };
              public: boolean;
              text: string;
            }[];
            suggestion: {
              decision_id: string;
              inputs: string[];
              categories: {
                code: string;
                label: string;
                probability: number;
              }[];
              abstained: boolean;
              reason: string;
              model: {
                name: string;
                sha256: string;
              };
              energy_uwh: number | null;
              factors: {
                name: string;
                text: string;
              }[];
            } | null;
            duplicates: {
              ref: string;
              label: string;
              distance_m: number;
              address: string;
              received_at: string;
              state_label: string;
            }[];
            duplicate_of: string | null;
            has_contact: boolean;
            contact?: {
              name: string;
              email: string;
              phone: string;
            };
            transitions: {
              to: string;
              label: string;
              needs: string[];
            }[];
            tracking_url: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  patch_api_street_reports_ref: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ref: string;
            version: number;
            state: string;
            state_label: string;
            state_reason: string;
            category: string;
            category_label: string;
            category_confirmed: boolean;
            family: string;
            priority: string;
            visibility: string;
            address: string;
            area_names: string[];
            team: string | null;
            assignee: string | null;
            received_at: string;
            planned_at: string | null;
            closed_at: string | null;
            deadline_at: string | null;
            deadline_status: string;
            lat: number | null;
            lon: number | null;
            thumb: string | null;
            followers: number;
            flags: string[];
            description: string;
            public_description: string;
            channel: string;
            photos: {
              id: string;
              kind: string;
              url: string | null;
              thumb_url: string | null;
              blur_state: string;
              blur_boxes: {
                kind: string;
                x: number;
                y: number;
                w: number;
                h: number;
              }[];
              published: boolean;
              original_allowed: boolean;
            }[];
            events: {
              seq: number;
              at: string;
              actor: string;
              actor_name: string;
              type: string;
              from: string;
              to: string;
              payload: {
                [key: string]: unknown;
              };
              public: boolean;
              text: string;
            }[];
            suggestion: {
              decision_id: string;
              inputs: string[];
              categories: {
                code: string;
                label: string;
                probability: number;
              }[];
              abstained: boolean;
              reason: string;
              model: {
                name: string;
                sha256: string;
              };
              energy_uwh: number | null;
              factors: {
                name: string;
                text: string;
              }[];
            } | null;
            duplicates: {
              ref: string;
              label: string;
              distance_m: number;
              address: string;
              received_at: string;
              state_label: string;
            }[];
            duplicate_of: string | null;
            has_contact: boolean;
            contact?: {
              name: string;
              email: string;
              phone: string;
            };
            transitions: {
              to: string;
              label: string;
              needs: string[];
            }[];
            tracking_url: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports_ref_answer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      429: components['responses']['Problem'];
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports_ref_duplicates: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ref: string;
            version: number;
            state: string;
            state_label: string;
            state_reason: string;
            category: string;
            category_label: string;
            category_confirmed: boolean;
            family: string;
            priority: string;
            visibility: string;
            address: string;
            area_names: string[];
            team: string | null;
            assignee: string | null;
            received_at: string;
            planned_at: string | null;
            closed_at: string | null;
            deadline_at: string | null;
            deadline_status: string;
            lat: number | null;
            lon: number | null;
            thumb: string | null;
            followers: number;
            flags: string[];
            description: string;
            public_description: string;
            channel: string;
            photos: {
              id: string;
              kind: string;
              url: string | null;
              thumb_url: string | null;
              blur_state: string;
              blur_boxes: {
                kind: string;
                x: number;
                y: number;
                w: number;
                h: number;
              }[];
              published: boolean;
              original_allowed: boolean;
            }[];
            events: {
              seq: number;
              at: string;
              actor: string;
              actor_name: string;
              type: string;
              from: string;
              to: string;
              payload: {
                [key: string]: unknown;
              };
              public: boolean;
              text: string;
            }[];
            suggestion: {
              decision_id: string;
              inputs: string[];
              categories: {
                code: string;
                label: string;
                probability: number;
              }[];
              abstained: boolean;
              reason: string;
              model: {
                name: string;
                sha256: string;
              };
              energy_uwh: number | null;
              factors: {
                name: string;
                text: string;
              }[];
            } | null;
            duplicates: {
              ref: string;
              label: string;
              distance_m: number;
              address: string;
              received_at: string;
              state_label: string;
            }[];
            duplicate_of: string | null;
            has_contact: boolean;
            contact?: {
              name: string;
              email: string;
              phone: string;
            };
            transitions: {
              to: string;
              label: string;
              needs: string[];
            }[];
            tracking_url: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_street_reports_ref_duplicates: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ref: string;
            version: number;
            state: string;
            state_label: string;
            state_reason: string;
            category: string;
            category_label: string;
            category_confirmed: boolean;
            family: string;
            priority: string;
            visibility: string;
            address: string;
            area_names: string[];
            team: string | null;
            assignee: string | null;
            received_at: string;
            planned_at: string | null;
            closed_at: string | null;
            deadline_at: string | null;
            deadline_status: string;
            lat: number | null;
            lon: number | null;
            thumb: string | null;
            followers: number;
            flags: string[];
            description: string;
            public_description: string;
            channel: string;
            photos: {
              id: string;
              kind: string;
              url: string | null;
              thumb_url: string | null;
              blur_state: string;
              blur_boxes: {
                kind: string;
                x: number;
                y: number;
                w: number;
                h: number;
              }[];
              published: boolean;
              original_allowed: boolean;
            }[];
            events: {
              seq: number;
              at: string;
              actor: string;
              actor_name: string;
              type: string;
              from: string;
              to: string;
              payload: {
                [key: string]: unknown;
              };
              public: boolean;
              text: string;
            }[];
            suggestion: {
              decision_id: string;
              inputs: string[];
              categories: {
                code: string;
                label: string;
                probability: number;
              }[];
              abstained: boolean;
              reason: string;
              model: {
                name: string;
                sha256: string;
              };
              energy_uwh: number | null;
              factors: {
                name: string;
                text: string;
              }[];
            } | null;
            duplicates: {
              ref: string;
              label: string;
              distance_m: number;
              address: string;
              received_at: string;
              state_label: string;
            }[];
            duplicate_of: string | null;
            has_contact: boolean;
            contact?: {
              name: string;
              email: string;
              phone: string;
            };
            transitions: {
              to: string;
              label: string;
              needs: string[];
            }[];
            tracking_url: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports_ref_me_too: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      429: components['responses']['Problem'];
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports_ref_notes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ref: string;
            version: number;
            state: string;
            state_label: string;
            state_reason: string;
            category: string;
            category_label: string;
            category_confirmed: boolean;
            family: string;
            priority: string;
            visibility: string;
            address: string;
            area_names: string[];
            team: string | null;
            assignee: string | null;
            received_at: string;
            planned_at: string | null;
            closed_at: string | null;
            deadline_at: string | null;
            deadline_status: string;
            lat: number | null;
            lon: number | null;
            thumb: string | null;
            followers: number;
            flags: string[];
            description: string;
            public_description: string;
            channel: string;
            photos: {
              id: string;
              kind: string;
              url: string | null;
              thumb_url: string | null;
              blur_state: string;
              blur_boxes: {
                kind: string;
                x: number;
                y: number;
                w: number;
                h: number;
              }[];
              published: boolean;
              original_allowed: boolean;
            }[];
            events: {
              seq: number;
              at: string;
              actor: string;
              actor_name: string;
              type: string;
              from: string;
              to: string;
              payload: {
                [key: string]: unknown;
              };
              public: boolean;
              text: string;
            }[];
            suggestion: {
              decision_id: string;
              inputs: string[];
              categories: {
                code: string;
                label: string;
                probability: number;
              }[];
              abstained: boolean;
              reason: string;
              model: {
                name: string;
                sha256: string;
              };
              energy_uwh: number | null;
              factors: {
                name: string;
                text: string;
              }[];
            } | null;
            duplicates: {
              ref: string;
              label: string;
              distance_m: number;
              address: string;
              received_at: string;
              state_label: string;
            }[];
            duplicate_of: string | null;
            has_contact: boolean;
            contact?: {
              name: string;
              email: string;
              phone: string;
            };
            transitions: {
              to: string;
              label: string;
              needs: string[];
            }[];
            tracking_url: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports_ref_photos: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            photos: {
              id: string;
              name: string;
              error?: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_reports_ref_transitions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ref: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ref: string;
            version: number;
            state: string;
            state_label: string;
            state_reason: string;
            category: string;
            category_label: string;
            category_confirmed: boolean;
            family: string;
            priority: string;
            visibility: string;
            address: string;
            area_names: string[];
            team: string | null;
            assignee: string | null;
            received_at: string;
            planned_at: string | null;
            closed_at: string | null;
            deadline_at: string | null;
            deadline_status: string;
            lat: number | null;
            lon: number | null;
            thumb: string | null;
            followers: number;
            flags: string[];
            description: string;
            public_description: string;
            channel: string;
            photos: {
              id: string;
              kind: string;
              url: string | null;
              thumb_url: string | null;
              blur_state: string;
              blur_boxes: {
                kind: string;
                x: number;
                y: number;
                w: number;
                h: number;
              }[];
              published: boolean;
              original_allowed: boolean;
            }[];
            events: {
              seq: number;
              at: string;
              actor: string;
              actor_name: string;
              type: string;
              from: string;
              to: string;
              payload: {
                [key: string]: unknown;
              };
              public: boolean;
              text: string;
            }[];
            suggestion: {
              decision_id: string;
              inputs: string[];
              categories: {
                code: string;
                label: string;
                probability: number;
              }[];
              abstained: boolean;
              reason: string;
              model: {
                name: string;
                sha256: string;
              };
              energy_uwh: number | null;
              factors: {
                name: string;
                text: string;
              }[];
            } | null;
            duplicates: {
              ref: string;
              label: string;
              distance_m: number;
              address: string;
              received_at: string;
              state_label: string;
            }[];
            duplicate_of: string | null;
            has_contact: boolean;
            contact?: {
              name: string;
              email: string;
              phone: string;
            };
            transitions: {
              to: string;
              label: string;
              needs: string[];
            }[];
            tracking_url: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_routing: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              category: string;
              area: string;
              team: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_street_routing: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              category: string;
              area: string;
              team: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_teams: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              name: string;
              email: string;
              active: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_teams: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            email: string;
            active: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_street_teams_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            email: string;
            active: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_street_templates: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              event: string;
              channel: string;
              label: string;
              subject: string;
              body: string;
              active: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_street_templates_event: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        event: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            event: string;
            channel: string;
            label: string;
            subject: string;
            body: string;
            active: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_street_templates_event_preview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        event: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_appointments: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_appointments_code: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            code: string;
            label: string;
            horizon: number;
            cutoff_minutes: number;
            cutoff_hour: string;
            level: number;
            risk_words: string;
            unattended: string;
            orders: string;
            version: number;
            cutoff_at: string;
            cutoff: string;
            open: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_calendar: {
    parameters: {
      query?: {
        /** @description Première année civile de l’année scolaire */
        year?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            school_year: number;
            first: string;
            last: string;
            days_without_count: number;
            breaks: {
              id: string;
              label: string;
              first: string;
              last: string;
              origin: string;
            }[];
            days: {
              date: string;
              weekday: number;
              service: boolean;
              why: string;
              strike: boolean;
              counted: number;
              origin: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_calendar_breaks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            label: string;
            first: string;
            last: string;
            origin: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_calendar_breaks_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_calendar_days_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_calendar_days_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_campaigns: {
    parameters: {
      query?: {
        /** @description D’une cantine */
        canteen_id?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              canteen_id: string;
              canteen: string;
              start: string;
              end: string;
              sorted_by_source: boolean;
              version: number;
              covers: number;
              days_weighed: number;
              kg_total: number;
              grams_per_cover: number | null;
              reference_grams: number;
              sources: {
                source: string;
                label: string;
                weighings: number;
                kg_total: number;
                kg_edible: number | null;
                kg_inedible: number | null;
                grams_per_cover: number | null;
                reference_grams: number | null;
              }[];
              findings: {
                code: string;
                field: string;
                message: string;
                warning: boolean;
              }[];
              may_leave: boolean;
              yearly_kg: number | null;
              surplus_meals: number;
              explained: {
                unserved_kg: number;
                by_surplus_kg: number | null;
                other_cause_kg: number | null;
                words: string;
              };
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_campaigns: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            canteen: string;
            start: string;
            end: string;
            sorted_by_source: boolean;
            version: number;
            covers: number;
            days_weighed: number;
            kg_total: number;
            grams_per_cover: number | null;
            reference_grams: number;
            sources: {
              source: string;
              label: string;
              weighings: number;
              kg_total: number;
              kg_edible: number | null;
              kg_inedible: number | null;
              grams_per_cover: number | null;
              reference_grams: number | null;
            }[];
            findings: {
              code: string;
              field: string;
              message: string;
              warning: boolean;
            }[];
            may_leave: boolean;
            yearly_kg: number | null;
            surplus_meals: number;
            explained: {
              unserved_kg: number;
              by_surplus_kg: number | null;
              other_cause_kg: number | null;
              words: string;
            };
            weighings: {
              id: string;
              campaign_id: string;
              date: string;
              source: string;
              source_label: string;
              kg_total: number;
              kg_edible: number | null;
              kg_inedible: number | null;
              covers: number;
              grams_per_cover: number | null;
              device: string;
              client_ref: string;
              weighed_at: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_campaigns_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            canteen: string;
            start: string;
            end: string;
            sorted_by_source: boolean;
            version: number;
            covers: number;
            days_weighed: number;
            kg_total: number;
            grams_per_cover: number | null;
            reference_grams: number;
            sources: {
              source: string;
              label: string;
              weighings: number;
              kg_total: number;
              kg_edible: number | null;
              kg_inedible: number | null;
              grams_per_cover: number | null;
              reference_grams: number | null;
            }[];
            findings: {
              code: string;
              field: string;
              message: string;
              warning: boolean;
            }[];
            may_leave: boolean;
            yearly_kg: number | null;
            surplus_meals: number;
            explained: {
              unserved_kg: number;
              by_surplus_kg: number | null;
              other_cause_kg: number | null;
              words: string;
            };
            weighings: {
              id: string;
              campaign_id: string;
              date: string;
              source: string;
              source_label: string;
              kg_total: number;
              kg_edible: number | null;
              kg_inedible: number | null;
              covers: number;
              grams_per_cover: number | null;
              device: string;
              client_ref: string;
              weighed_at: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_campaigns_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            canteen: string;
            start: string;
            end: string;
            sorted_by_source: boolean;
            version: number;
            covers: number;
            days_weighed: number;
            kg_total: number;
            grams_per_cover: number | null;
            reference_grams: number;
            sources: {
              source: string;
              label: string;
              weighings: number;
              kg_total: number;
              kg_edible: number | null;
              kg_inedible: number | null;
              grams_per_cover: number | null;
              reference_grams: number | null;
            }[];
            findings: {
              code: string;
              field: string;
              message: string;
              warning: boolean;
            }[];
            may_leave: boolean;
            yearly_kg: number | null;
            surplus_meals: number;
            explained: {
              unserved_kg: number;
              by_surplus_kg: number | null;
              other_cause_kg: number | null;
              words: string;
            };
            weighings: {
              id: string;
              campaign_id: string;
              date: string;
              source: string;
              source_label: string;
              kg_total: number;
              kg_edible: number | null;
              kg_inedible: number | null;
              covers: number;
              grams_per_cover: number | null;
              device: string;
              client_ref: string;
              weighed_at: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_campaigns_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_canteens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              key: string;
              label: string;
              type: string;
              type_label: string;
              kitchen_id: string;
              sector: string;
              siret: string;
              pack: number;
              valid_from: string | null;
              valid_to: string | null;
              predecessor_id: string | null;
              version: number;
            }[];
            kitchens: {
              id: string;
              name: string;
              siret: string;
              ma_cantine_id: string;
              kind: string;
              meals_per_year: number | null;
              version: number;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_canteens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            key: string;
            label: string;
            type: string;
            type_label: string;
            kitchen_id: string;
            sector: string;
            siret: string;
            pack: number;
            valid_from: string | null;
            valid_to: string | null;
            predecessor_id: string | null;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_canteens_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            key: string;
            label: string;
            type: string;
            type_label: string;
            kitchen_id: string;
            sector: string;
            siret: string;
            pack: number;
            valid_from: string | null;
            valid_to: string | null;
            predecessor_id: string | null;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_closures: {
    parameters: {
      query: {
        /** @description Premier jour */
        from: string;
        /** @description Dernier jour */
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              canteen_id: string;
              from: string;
              to: string;
              reason: string;
              host_canteen_id: string | null;
              said_by: string;
              said_at: string;
              version: number;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_closures: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            item: {
              id: string;
              canteen_id: string;
              from: string;
              to: string;
              reason: string;
              host_canteen_id: string | null;
              said_by: string;
              said_at: string;
              version: number;
            };
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_closures_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            item: {
              id: string;
              canteen_id: string;
              from: string;
              to: string;
              reason: string;
              host_canteen_id: string | null;
              said_by: string;
              said_at: string;
              version: number;
            };
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_closures_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_counts: {
    parameters: {
      query: {
        /** @description Premier jour */
        from: string;
        /** @description Dernier jour */
        to: string;
        /** @description Une seule cantine */
        canteen?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              canteen_id: string;
              date: string;
              ordered: number | null;
              eaten: number | null;
              present: number | null;
              flag: string;
              source: string;
              counted_by: string | null;
              counted_by_name: string | null;
              counted_at: string;
              version: number;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_counts_canteen_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        canteen: string;
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            canteen_id: string;
            date: string;
            ordered: number | null;
            eaten: number | null;
            present: number | null;
            flag: string;
            source: string;
            counted_by: string | null;
            counted_by_name: string | null;
            counted_at: string;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_days: {
    parameters: {
      query?: {
        /** @description Jour du service, AAAA-MM-JJ */
        date?: string;
        /** @description Code du rendez-vous */
        appointment?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            date: string;
            day: string;
            today: string;
            appointment: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            };
            appointments: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            }[];
            no_service: string;
            strike: boolean;
            run: {
              id: string;
              origin: string;
              made_at: string;
              made: string;
              engine: string;
              engine_label: string;
              fallback: string;
              seconds: number;
            } | null;
            sentence: string;
            totals: {
              canteens: number;
              expected: number;
              proposed: number;
              final: number;
              waiting: number;
              confirmed: number;
              corrected: number;
              passed: number;
              counted: number;
              eaten: number;
            };
            rows: {
              canteen: {
                id: string;
                key: string;
                label: string;
                type: string;
                type_label: string;
                kitchen_id: string;
                sector: string;
                siret: string;
                pack: number;
                valid_from: string | null;
                valid_to: string | null;
                predecessor_id: string | null;
                version: number;
              };
              forecast: {
                id: string;
                date: string;
                appointment: string;
                canteen_id: string | null;
                mean: number;
                expected: number;
                low: number;
                high: number;
                range: string;
                pupils: number;
                base: number;
                scale: number;
                day_type: number;
                day_type_label: string;
                horizon: number;
                origin: string;
                made_at: string;
                made: string;
                engine: string;
                engine_label: string;
                fallback: string;
                sentence: string;
                decision_id: string;
              } | null;
              order: {
                id: string;
                canteen_id: string;
                date: string;
                appointment: string;
                version: number;
                state: string;
                state_label: string;
                blind: boolean;
                hidden: boolean;
                decision_id: string;
                proposed: number | null;
                final: number | null;
                reason: string;
                reason_label: string;
                note: string;
                level: number;
                risk_words: string;
                bound: number | null;
                pack: number;
                rounding: number | null;
                expected: number | null;
                ordinary: number | null;
                surplus: number | null;
                missing: number | null;
                short_probability: number | null;
                outings: number;
                hosted: number;
                strike: boolean;
                strike_strength: number | null;
                closed: boolean;
                floor: number | null;
                under_floor: boolean;
                approved_by: string | null;
                changed_by: string | null;
                changed_by_name: string | null;
                changed_at: string;
                changed: string;
              } | null;
              count: {
                canteen_id: string;
                date: string;
                ordered: number | null;
                eaten: number | null;
                present: number | null;
                flag: string;
                source: string;
                counted_by: string | null;
                counted_by_name: string | null;
                counted_at: string;
                version: number;
              } | null;
              doubtful: boolean;
              changed: number;
              big_change: boolean;
              outings: number;
              sheet: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_days_date_canteen: {
    parameters: {
      query?: {
        /** @description Code du rendez-vous */
        appointment?: string;
      };
      header?: never;
      path: {
        date: string;
        canteen: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            date: string;
            day: string;
            today: string;
            appointment: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            };
            appointments: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            }[];
            no_service: string;
            strike: boolean;
            run: {
              id: string;
              origin: string;
              made_at: string;
              made: string;
              engine: string;
              engine_label: string;
              fallback: string;
              seconds: number;
            } | null;
            sentence: string;
            row: {
              canteen: {
                id: string;
                key: string;
                label: string;
                type: string;
                type_label: string;
                kitchen_id: string;
                sector: string;
                siret: string;
                pack: number;
                valid_from: string | null;
                valid_to: string | null;
                predecessor_id: string | null;
                version: number;
              };
              forecast: {
                id: string;
                date: string;
                appointment: string;
                canteen_id: string | null;
                mean: number;
                expected: number;
                low: number;
                high: number;
                range: string;
                pupils: number;
                base: number;
                scale: number;
                day_type: number;
                day_type_label: string;
                horizon: number;
                origin: string;
                made_at: string;
                made: string;
                engine: string;
                engine_label: string;
                fallback: string;
                sentence: string;
                decision_id: string;
              } | null;
              order: {
                id: string;
                canteen_id: string;
                date: string;
                appointment: string;
                version: number;
                state: string;
                state_label: string;
                blind: boolean;
                hidden: boolean;
                decision_id: string;
                proposed: number | null;
                final: number | null;
                reason: string;
                reason_label: string;
                note: string;
                level: number;
                risk_words: string;
                bound: number | null;
                pack: number;
                rounding: number | null;
                expected: number | null;
                ordinary: number | null;
                surplus: number | null;
                missing: number | null;
                short_probability: number | null;
                outings: number;
                hosted: number;
                strike: boolean;
                strike_strength: number | null;
                closed: boolean;
                floor: number | null;
                under_floor: boolean;
                approved_by: string | null;
                changed_by: string | null;
                changed_by_name: string | null;
                changed_at: string;
                changed: string;
              } | null;
              count: {
                canteen_id: string;
                date: string;
                ordered: number | null;
                eaten: number | null;
                present: number | null;
                flag: string;
                source: string;
                counted_by: string | null;
                counted_by_name: string | null;
                counted_at: string;
                version: number;
              } | null;
              doubtful: boolean;
              changed: number;
              big_change: boolean;
              outings: number;
              sheet: boolean;
            };
            parts: {
              code: string;
              label: string;
              meals: number;
            }[];
            history: {
              canteen_id: string;
              date: string;
              ordered: number | null;
              eaten: number | null;
              present: number | null;
              flag: string;
              source: string;
              counted_by: string | null;
              counted_by_name: string | null;
              counted_at: string;
              version: number;
            }[];
            outings: {
              id: string;
              class_label: string;
              pupils_away: number;
              picnic: boolean;
            }[];
            events: {
              version: number;
              state: string;
              state_label: string;
              final: number | null;
              reason: string;
              note: string;
              by: string;
              at: string;
              when: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_donations: {
    parameters: {
      query: {
        /** @description Premier jour */
        from: string;
        /** @description Dernier jour, dont les repas restants sont proposés */
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              canteen_id: string;
              agreement_id: string;
              date: string;
              meals: number | null;
              kg: number | null;
              food: string;
              temperature: number;
              use_by: string | null;
              given: boolean;
              taken: boolean;
              complete: boolean;
              at: string;
              version: number;
            }[];
            agreements: {
              id: string;
              kitchen_id: string;
              association: string;
              signed_on: string;
              ends_on: string | null;
            }[];
            offers: {
              canteen_id: string;
              canteen: string;
              meals: number;
            }[];
            year: {
              gifts: number;
              meals: number;
              kg: number | null;
              kinds: string[];
            };
            duty: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_donations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            agreement_id: string;
            date: string;
            meals: number | null;
            kg: number | null;
            food: string;
            temperature: number;
            use_by: string | null;
            given: boolean;
            taken: boolean;
            complete: boolean;
            at: string;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_donations_agreements: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            kitchen_id: string;
            association: string;
            signed_on: string;
            ends_on: string | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_donations_id_sign: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            agreement_id: string;
            date: string;
            meals: number | null;
            kg: number | null;
            food: string;
            temperature: number;
            use_by: string | null;
            given: boolean;
            taken: boolean;
            complete: boolean;
            at: string;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_exports_ma_cantine: {
    parameters: {
      query: {
        /** @description Année de fin des campagnes */
        year: number;
        /** @description Comme un fichier */
        download?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            year: number;
            measurements: {
              campaign_id: string;
              canteen_id: string;
              canteen: string;
              ma_cantine_id: string;
              path: string;
              body: {
                [key: string]: unknown;
              };
              findings: {
                code: string;
                field: string;
                message: string;
                warning: boolean;
              }[];
            }[];
            yearly: {
              [key: string]: unknown;
            };
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_exports_ma_cantine: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_factors: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              name: string;
              label: string;
              value: number;
              unit: string;
              source: string;
              year: number | null;
              valid_from: string;
              status: string;
              own: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_factors: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            label: string;
            value: number;
            unit: string;
            source: string;
            year: number | null;
            valid_from: string;
            status: string;
            own: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_forecasts: {
    parameters: {
      query: {
        /** @description Jour du service, AAAA-MM-JJ */
        date: string;
        /** @description Code du rendez-vous */
        appointment?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              date: string;
              appointment: string;
              canteen_id: string | null;
              mean: number;
              expected: number;
              low: number;
              high: number;
              range: string;
              pupils: number;
              base: number;
              scale: number;
              day_type: number;
              day_type_label: string;
              horizon: number;
              origin: string;
              made_at: string;
              made: string;
              engine: string;
              engine_label: string;
              fallback: string;
              sentence: string;
              decision_id: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_forecasts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            asked: boolean;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_forecasts_id_changes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            since: {
              appointment: string;
              made_at: string;
              made: string;
            } | null;
            before: number | null;
            after: number;
            change: number;
            shown_first: boolean;
            parts: {
              code: string;
              label: string;
              meals: number;
            }[];
            decision_id: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_forecasts_id_explanation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            forecast: {
              id: string;
              date: string;
              appointment: string;
              canteen_id: string | null;
              mean: number;
              expected: number;
              low: number;
              high: number;
              range: string;
              pupils: number;
              base: number;
              scale: number;
              day_type: number;
              day_type_label: string;
              horizon: number;
              origin: string;
              made_at: string;
              made: string;
              engine: string;
              engine_label: string;
              fallback: string;
              sentence: string;
              decision_id: string;
            };
            sentence: string;
            parts: {
              code: string;
              label: string;
              meals: number;
            }[];
            levels: number[];
            meals: number[];
            level_used: number[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_imports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              name: string;
              sha256: string;
              bytes: number;
              kind: string;
              state: string;
              error: string | null;
              accepted: string[];
              created_at: string;
              created: string;
              created_by: string;
              version: number;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_imports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': unknown;
      };
    };
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            sha256: string;
            bytes: number;
            kind: string;
            state: string;
            error: string | null;
            accepted: string[];
            created_at: string;
            created: string;
            created_by: string;
            version: number;
            report: {
              kind: string;
              kind_label: string;
              encoding: string;
              rows_read: number;
              rows_kept: number;
              mapping: {
                [key: string]: unknown;
              };
              other_columns: string[];
              findings: {
                [key: string]: unknown;
              }[];
              diff: {
                added: number;
                changed: number;
                same: number;
                outside: number;
              };
              passport: {
                [key: string]: unknown;
              };
            } | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_imports_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            sha256: string;
            bytes: number;
            kind: string;
            state: string;
            error: string | null;
            accepted: string[];
            created_at: string;
            created: string;
            created_by: string;
            version: number;
            report: {
              kind: string;
              kind_label: string;
              encoding: string;
              rows_read: number;
              rows_kept: number;
              mapping: {
                [key: string]: unknown;
              };
              other_columns: string[];
              findings: {
                [key: string]: unknown;
              }[];
              diff: {
                added: number;
                changed: number;
                same: number;
                outside: number;
              };
              passport: {
                [key: string]: unknown;
              };
            } | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_imports_id_accept: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            sha256: string;
            bytes: number;
            kind: string;
            state: string;
            error: string | null;
            accepted: string[];
            created_at: string;
            created: string;
            created_by: string;
            version: number;
            report: {
              kind: string;
              kind_label: string;
              encoding: string;
              rows_read: number;
              rows_kept: number;
              mapping: {
                [key: string]: unknown;
              };
              other_columns: string[];
              findings: {
                [key: string]: unknown;
              }[];
              diff: {
                added: number;
                changed: number;
                same: number;
                outside: number;
              };
              passport: {
                [key: string]: unknown;
              };
            } | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_imports_id_undo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            sha256: string;
            bytes: number;
            kind: string;
            state: string;
            error: string | null;
            accepted: string[];
            created_at: string;
            created: string;
            created_by: string;
            version: number;
            report: {
              kind: string;
              kind_label: string;
              encoding: string;
              rows_read: number;
              rows_kept: number;
              mapping: {
                [key: string]: unknown;
              };
              other_columns: string[];
              findings: {
                [key: string]: unknown;
              }[];
              diff: {
                added: number;
                changed: number;
                same: number;
                outside: number;
              };
              passport: {
                [key: string]: unknown;
              };
            } | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_kitchen_date: {
    parameters: {
      query?: {
        /** @description Code du rendez-vous */
        appointment?: string;
        /** @description Une seule cuisine */
        kitchen?: string;
        /** @description Probabilité que les repas suffisent */
        level?: number;
        /** @description Repas gardés à la cuisine */
        reserve?: number;
      };
      header?: never;
      path: {
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            date: string;
            day: string;
            appointment: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            };
            no_service: string;
            strike: boolean;
            partial: boolean;
            missing_canteens: string[];
            expected: number;
            low: number;
            high: number;
            level: number;
            risk_words: string;
            meals: number;
            bound: number;
            surplus: number;
            missing: number;
            short_probability: number;
            separate_orders: number;
            canteens_short: number;
            reserve: number;
            curve: {
              level: number;
              risk_words: string;
              meals: number;
              surplus: number;
              missing: number;
            }[];
            split: {
              canteen_id: string;
              label: string;
              expected: number;
              meals: number;
              short_probability: number;
              floor: number;
              state: string | null;
              ordered: number | null;
              picnics: number;
            }[];
            dishes: {
              name: string;
              component: string;
              meals: number;
            }[];
            decision_id: string;
            sentence: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_kitchens: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            siret: string;
            ma_cantine_id: string;
            kind: string;
            meals_per_year: number | null;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_kitchens_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            siret: string;
            ma_cantine_id: string;
            kind: string;
            meals_per_year: number | null;
            version: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_menus: {
    parameters: {
      query: {
        /** @description Premier jour */
        from: string;
        /** @description Dernier jour */
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              date: string;
              day: string;
              kitchen_id: string;
              service: string;
              dishes: {
                name: string;
                component: string;
                siqo: string[];
                allergens: string[];
                classes: string[];
                classes_origin: string;
              }[];
              state: string;
              published_at: string | null;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_menus_publish: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            days: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_menus_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            date: string;
            day: string;
            kitchen_id: string;
            service: string;
            dishes: {
              name: string;
              component: string;
              siqo: string[];
              allergens: string[];
              classes: string[];
              classes_origin: string;
            }[];
            state: string;
            published_at: string | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_orders_confirm: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            confirmed: {
              id: string;
              canteen_id: string;
              date: string;
              appointment: string;
              version: number;
              state: string;
              state_label: string;
              blind: boolean;
              hidden: boolean;
              decision_id: string;
              proposed: number | null;
              final: number | null;
              reason: string;
              reason_label: string;
              note: string;
              level: number;
              risk_words: string;
              bound: number | null;
              pack: number;
              rounding: number | null;
              expected: number | null;
              ordinary: number | null;
              surplus: number | null;
              missing: number | null;
              short_probability: number | null;
              outings: number;
              hosted: number;
              strike: boolean;
              strike_strength: number | null;
              closed: boolean;
              floor: number | null;
              under_floor: boolean;
              approved_by: string | null;
              changed_by: string | null;
              changed_by_name: string | null;
              changed_at: string;
              changed: string;
            }[];
            left: string[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_orders_pass: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            orders: number;
            meals: number;
            unattended: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_orders_id_approve: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            date: string;
            appointment: string;
            version: number;
            state: string;
            state_label: string;
            blind: boolean;
            hidden: boolean;
            decision_id: string;
            proposed: number | null;
            final: number | null;
            reason: string;
            reason_label: string;
            note: string;
            level: number;
            risk_words: string;
            bound: number | null;
            pack: number;
            rounding: number | null;
            expected: number | null;
            ordinary: number | null;
            surplus: number | null;
            missing: number | null;
            short_probability: number | null;
            outings: number;
            hosted: number;
            strike: boolean;
            strike_strength: number | null;
            closed: boolean;
            floor: number | null;
            under_floor: boolean;
            approved_by: string | null;
            changed_by: string | null;
            changed_by_name: string | null;
            changed_at: string;
            changed: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_orders_id_confirm: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            date: string;
            appointment: string;
            version: number;
            state: string;
            state_label: string;
            blind: boolean;
            hidden: boolean;
            decision_id: string;
            proposed: number | null;
            final: number | null;
            reason: string;
            reason_label: string;
            note: string;
            level: number;
            risk_words: string;
            bound: number | null;
            pack: number;
            rounding: number | null;
            expected: number | null;
            ordinary: number | null;
            surplus: number | null;
            missing: number | null;
            short_probability: number | null;
            outings: number;
            hosted: number;
            strike: boolean;
            strike_strength: number | null;
            closed: boolean;
            floor: number | null;
            under_floor: boolean;
            approved_by: string | null;
            changed_by: string | null;
            changed_by_name: string | null;
            changed_at: string;
            changed: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_orders_id_correct: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            date: string;
            appointment: string;
            version: number;
            state: string;
            state_label: string;
            blind: boolean;
            hidden: boolean;
            decision_id: string;
            proposed: number | null;
            final: number | null;
            reason: string;
            reason_label: string;
            note: string;
            level: number;
            risk_words: string;
            bound: number | null;
            pack: number;
            rounding: number | null;
            expected: number | null;
            ordinary: number | null;
            surplus: number | null;
            missing: number | null;
            short_probability: number | null;
            outings: number;
            hosted: number;
            strike: boolean;
            strike_strength: number | null;
            closed: boolean;
            floor: number | null;
            under_floor: boolean;
            approved_by: string | null;
            changed_by: string | null;
            changed_by_name: string | null;
            changed_at: string;
            changed: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_orders_id_undo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            canteen_id: string;
            date: string;
            appointment: string;
            version: number;
            state: string;
            state_label: string;
            blind: boolean;
            hidden: boolean;
            decision_id: string;
            proposed: number | null;
            final: number | null;
            reason: string;
            reason_label: string;
            note: string;
            level: number;
            risk_words: string;
            bound: number | null;
            pack: number;
            rounding: number | null;
            expected: number | null;
            ordinary: number | null;
            surplus: number | null;
            missing: number | null;
            short_probability: number | null;
            outings: number;
            hosted: number;
            strike: boolean;
            strike_strength: number | null;
            closed: boolean;
            floor: number | null;
            under_floor: boolean;
            approved_by: string | null;
            changed_by: string | null;
            changed_by_name: string | null;
            changed_at: string;
            changed: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_outings: {
    parameters: {
      query: {
        /** @description Premier jour */
        from: string;
        /** @description Dernier jour */
        to: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              canteen_id: string;
              date: string;
              day: string;
              class_label: string;
              pupils_away: number;
              picnic: boolean;
              said_by: string;
              said_at: string;
              version: number;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_outings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            item: {
              id: string;
              canteen_id: string;
              date: string;
              day: string;
              class_label: string;
              pupils_away: number;
              picnic: boolean;
              said_by: string;
              said_at: string;
              version: number;
            };
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_outings_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            item: {
              id: string;
              canteen_id: string;
              date: string;
              day: string;
              class_label: string;
              pupils_away: number;
              picnic: boolean;
              said_by: string;
              said_at: string;
              version: number;
            };
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_outings_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_passports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              dataset: string;
              colour: string;
              made_at: string;
              passport: {
                [key: string]: unknown;
              };
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_public_menus: {
    parameters: {
      query?: {
        /** @description Un jour de la première semaine */
        week?: string;
        /** @description Une seule cuisine */
        kitchen?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              date: string;
              day: string;
              kitchen_id: string;
              service: string;
              dishes: {
                name: string;
                component: string;
                siqo: string[];
                allergens: string[];
              }[];
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_public_menus_ics: {
    parameters: {
      query?: {
        /** @description Un jour de la première semaine */
        week?: string;
        /** @description Une seule cuisine */
        kitchen?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/calendar': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_pupils: {
    parameters: {
      query?: {
        /** @description Année de la rentrée */
        school_year?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              canteen_id: string;
              school: string;
              school_year: number;
              pupils: number;
              provisional: boolean;
              source: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_pupils: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            canteen_id: string;
            school: string;
            school_year: number;
            pupils: number;
            provisional: boolean;
            source: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_report: {
    parameters: {
      query: {
        /** @description Premier jour */
        from: string;
        /** @description Dernier jour */
        to: string;
        /** @description Jours entre ce qui est su et le repas */
        horizon?: number;
        /** @description Probabilité que les repas suffisent */
        level?: number;
        /** @description json, csv ou html */
        format?: 'json' | 'csv' | 'html';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            town: string;
            from: string;
            to: string;
            made_on: string;
            horizon: number;
            definition: string;
            sentence: string;
            days: number;
            canteens: number;
            rows: number;
            without_forecast: number;
            weeks: number;
            people: {
              rows: number;
              short_rows: number;
              ordered: number;
              eaten: number;
              surplus: number;
              missing: number;
            };
            same_shortage: {
              level: number;
              reached: boolean;
              gap: {
                rows: number;
                short_rows: number;
                ordered: number;
                eaten: number;
                surplus: number;
                missing: number;
              };
            };
            at_risk: {
              level: number;
              gap: {
                rows: number;
                short_rows: number;
                ordered: number;
                eaten: number;
                surplus: number;
                missing: number;
              };
              fewer_surplus: {
                value: number;
                low: number;
                high: number;
              };
              fewer_missing: {
                value: number;
                low: number;
                high: number;
              };
            };
            strikes: {
              people: {
                rows: number;
                short_rows: number;
                ordered: number;
                eaten: number;
                surplus: number;
                missing: number;
              };
              replayed: {
                rows: number;
                short_rows: number;
                ordered: number;
                eaten: number;
                surplus: number;
                missing: number;
              };
            };
            impacts: {
              code: string;
              label: string;
              unit: string;
              value: {
                value: number;
                low: number;
                high: number;
              } | null;
              words: string;
              note: string;
              factors: {
                name: string;
                label: string;
                value: number;
                unit: string;
                source: string;
                year: number | null;
                valid_from: string;
                status: string;
                own: boolean;
                source_words: string;
              }[];
            }[];
            given_meals: number;
            energy: {
              wh: number;
              basis: string;
              co2_kg: {
                value: number;
                low: number;
                high: number;
              };
            };
            months: {
              year: number;
              month: number;
              people: {
                rows: number;
                short_rows: number;
                ordered: number;
                eaten: number;
                surplus: number;
                missing: number;
              };
              replayed: {
                rows: number;
                short_rows: number;
                ordered: number;
                eaten: number;
                surplus: number;
                missing: number;
              };
            }[];
            curve: {
              level: number;
              surplus: number;
              missing: number;
            }[];
            live: {
              since: string;
              before: {
                rows: number;
                surplus_per_thousand: number;
                missing_per_thousand: number;
              };
              after: {
                rows: number;
                surplus_per_thousand: number;
                missing_per_thousand: number;
              };
              before_strikes: {
                rows: number;
                surplus_per_thousand: number;
                missing_per_thousand: number;
              };
              after_strikes: {
                rows: number;
                surplus_per_thousand: number;
                missing_per_thousand: number;
              };
              blind_rows: number;
              blind_agent: {
                rows: number;
                surplus_per_thousand: number;
                missing_per_thousand: number;
              } | null;
              blind_proposal: {
                rows: number;
                surplus_per_thousand: number;
                missing_per_thousand: number;
              } | null;
            } | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_sites: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              name: string;
              canteen_id: string | null;
              valid_from: string | null;
              valid_to: string | null;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_sites: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            name: string;
            canteen_id: string | null;
            valid_from: string | null;
            valid_to: string | null;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_strike_sheets: {
    parameters: {
      query: {
        /** @description Jour du service */
        date: string;
        /** @description Code du rendez-vous */
        appointment?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            date: string;
            day: string;
            strike: boolean;
            open: boolean;
            appointment: {
              code: string;
              label: string;
              horizon: number;
              cutoff_minutes: number;
              cutoff_hour: string;
              level: number;
              risk_words: string;
              unattended: string;
              orders: string;
              version: number;
              cutoff_at: string;
              cutoff: string;
              open: boolean;
            };
            items: {
              canteen: {
                id: string;
                key: string;
                label: string;
                type: string;
                type_label: string;
                kitchen_id: string;
                sector: string;
                siret: string;
                pack: number;
                valid_from: string | null;
                valid_to: string | null;
                predecessor_id: string | null;
                version: number;
              };
              sheet: {
                canteen_id: string;
                date: string;
                staff_expected: number | null;
                staff_declared: number | null;
                teachers_declared: number | null;
                classes_closed: string[];
                strength: number | null;
                service: string;
                host_canteen_id: string | null;
                said_by: string;
                said_at: string;
                version: number;
              } | null;
              order: {
                id: string;
                canteen_id: string;
                date: string;
                appointment: string;
                version: number;
                state: string;
                state_label: string;
                blind: boolean;
                hidden: boolean;
                decision_id: string;
                proposed: number | null;
                final: number | null;
                reason: string;
                reason_label: string;
                note: string;
                level: number;
                risk_words: string;
                bound: number | null;
                pack: number;
                rounding: number | null;
                expected: number | null;
                ordinary: number | null;
                surplus: number | null;
                missing: number | null;
                short_probability: number | null;
                outings: number;
                hosted: number;
                strike: boolean;
                strike_strength: number | null;
                closed: boolean;
                floor: number | null;
                under_floor: boolean;
                approved_by: string | null;
                changed_by: string | null;
                changed_by_name: string | null;
                changed_at: string;
                changed: string;
              } | null;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_strike_sheets_canteen_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        canteen: string;
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            sheet: {
              canteen_id: string;
              date: string;
              staff_expected: number | null;
              staff_declared: number | null;
              teachers_declared: number | null;
              classes_closed: string[];
              strength: number | null;
              service: string;
              host_canteen_id: string | null;
              said_by: string;
              said_at: string;
              version: number;
            };
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_canteen_strikes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              date: string;
              day: string;
              scope: string;
              source: string;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_canteen_strikes_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_strikes_date: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        date: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            effects: {
              order_id: string;
              canteen_id: string;
              appointment: string;
              version: number;
              state: string;
              before: number;
              after: number;
              done: boolean;
            }[];
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_canteen_weighings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            campaign_id: string;
            date: string;
            source: string;
            source_label: string;
            kg_total: number;
            kg_edible: number | null;
            kg_inedible: number | null;
            covers: number;
            grams_per_cover: number | null;
            device: string;
            client_ref: string;
            weighed_at: string;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_canteen_weighings_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_check: {
    parameters: {
      query?: {
        /** @description Nom du schéma, scdl/subventions par défaut */
        schema?: string;
        /** @description Forme du rapport, jsonl par défaut */
        format?: 'jsonl' | 'json' | 'text' | 'csv' | 'junit' | 'frictionless';
        /** @description Rapprochement des colonnes */
        'fields-match'?: 'exact' | 'equal' | 'subset' | 'superset' | 'partial';
        /** @description Nom du fichier, pour le rapport */
        name?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/octet-stream': unknown;
        'text/csv': unknown;
        'text/tab-separated-values': unknown;
        'text/plain': unknown;
        'application/json': unknown;
        'application/x-ndjson': unknown;
        'application/gzip': unknown;
        'application/zip': unknown;
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': unknown;
        'application/vnd.oasis.opendocument.spreadsheet': unknown;
      };
    };
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_check_runs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          schema?: string;
          name?: string;
          size?: number;
        };
      };
    };
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            max_block_bytes: number;
          };
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_check_runs_id_blocks_n: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        n: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/octet-stream': unknown;
      };
    };
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_check_runs_id_finish: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/x-ndjson': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_files: {
    parameters: {
      query?: {
        /** @description Fichiers déposés avant celui-ci */
        before?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_files: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': unknown;
      };
    };
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_files_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  delete_api_v1_grants_files_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_files_id_answers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_files_id_compare: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_files_id_outputs_name: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_files_id_rows: {
    parameters: {
      query?: {
        /** @description Code du défaut */
        defect?: string;
        /** @description Seulement ce qui attend */
        waiting?: boolean;
        /** @description Après cette ligne du fichier */
        after?: number;
        /** @description Lignes par page */
        limit?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_files_id_send: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_pairs: {
    parameters: {
      query?: {
        /** @description Avec les rapprochements déjà répondus */
        all?: boolean;
        /** @description Seulement ce qui est montré d’office */
        alerts?: boolean;
        /** @description D’un fichier de l’atelier */
        file?: string;
        /** @description Après ce rapprochement */
        after?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_pairs_id: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_pairs_id_verdict: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_publications: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_publications_rows: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'multipart/form-data': unknown;
      };
    };
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_publications_rows_id_answer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  put_api_v1_grants_publications_scope: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_publications_year: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Année des conventions */
        year: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          /** @description Identifiant de la décision enregistrée ; « aucune » sans proposition, « par ligne » dans une liste */
          'Parvis-Decision': string;
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_publications_year: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Année des conventions */
        year: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
  post_api_v1_grants_publications_year_version_withdraw: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Année des conventions */
        year: number;
        /** @description Numéro de version */
        version: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Problem'];
    };
  };
  get_api_v1_grants_rules: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Réponse */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
        };
      };
      default: components['responses']['Problem'];
    };
  };
}
