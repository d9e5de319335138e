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
